export const messages = {
  title: 'Settings',
  language: 'Language',
  theme: 'Theme',
  speed: 'Speed',
  time: 'Time',
  story: 'story time: each event gets the time it needs',
  true: 'true time: as it was, so many times slower',
  trueScale: 'True time is slowed down',
  motion: 'Motion',
  motions: { system: 'like the system', full: 'full', reduced: 'reduced' },
  stage: 'Parts of the stage',
  stages: { growing: 'each with the lesson that introduces it', all: 'all' },
  hex: 'Hex below the characters',
  singleKeys: 'Single keys (Space, C, S, D …)',
  progress: 'Progress on this device',
};

export type Messages = typeof messages;
