/** The tour's own words; its captions stand with its facts (shared/lessons/tour.ts). Lazy. */
export const messages = {
  /** Reading a caption takes about this long a character, ms. */
  readingMs: 38,
  label: 'One-minute tour',
  step: (n: number, all: number) => `${n} of ${all}`,
  next: 'Next',
  back: 'Back',
  pause: 'Pause',
  goOn: 'Go on',
  leave: 'Leave the tour',
  key: 'Space',
  keys: 'Space or → goes on, ← goes back, Esc leaves',
  endTitle: 'Now you',
  end: 'In a lab of your own the programs go on when you step them, and held segments when you deliver them. Step it yourself.',
  begin: (lesson: string) => `Step it yourself: ${lesson}`,
  again: 'Once more',
  loading: 'Fetching the recorded run…',
  missing: 'The recorded run could not be fetched, so there is no tour here.',
  home: 'To the home page',
};

export type Messages = typeof messages;
