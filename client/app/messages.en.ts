export const messages = {
  home: 'Home: all lessons',
  experiment: 'An experiment',
  fullscreen: 'Full screen',
  badge: {
    live: 'LIVE',
    past: 'PAST',
    recording: 'RECORDING',
    cutOff: 'NOT CONNECTED',
    cutOffHint: 'This is what was heard last; the lab may have gone on since.',
    waiting: 'WAITING',
    waitingHint: 'There is no place yet. You come in by yourself.',
    ended: 'LAB ENDED',
    endedHint: 'This lab has ended; its log is kept.',
    liveHint: 'What you see is happening now.',
    pastHint: 'An earlier instant. It can be looked at, not changed.',
    recordingHint: 'A recorded real run: it can be looked at, not changed.',
    readOnly: 'read-only',
    readOnlyHint:
      'You are watching: only the tab that controls this room can step. The menu opens a lab of your own.',
    viewers: (n: number) => `${n} watching`,
  },
};

export type Messages = typeof messages;
