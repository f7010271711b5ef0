export const messages = {
  predict: 'Predict first',
  run: (host: string) => `Run ${host} on`,
  drop: (what: string) => `Drop ${what}`,
  wire: {
    hold: 'Hold the wire',
    'hold-data': 'Hold data',
    'hold-acks': 'Hold the ACKs',
    auto: 'Let the wire deliver',
  },
  set: 'Change the value',
  addClient: 'Add a client',
  stop: 'Stop the program',
  step: (host: string, line: number, call: string) => `Run ${host} line ${line}${call ? `: ${call}` : ''}`,
  deliver: (what: string) => `Deliver ${what}`,
  deliverBytes: (n: number) => (n === 1 ? 'Deliver 1 byte' : `Deliver ${n} bytes`),
  runAgain: 'Run again',
  newLab: 'New lab',
  backToLive: 'Back to live',
  play: 'Play',
  pause: 'Pause',
  playAgain: 'Play again',
  waiting: 'Waiting…',
  explanation: 'Why? The explanation',
  nextLesson: (id: string) => `Next lesson: ${id}`,
  telling: '…',
  tellingHint: 'What came of the last press is still being shown. Press to skip the rest and go on.',
  watching: 'Watching',
  key: 'Space',
  why: {
    busy: 'Something is under way: a thread runs, or the wire carries.',
    viewer:
      'You are watching: only the tab that opened this room can step. The menu opens a lab of your own.',
    connecting: 'Not connected to the lab.',
    loading: 'The lesson is still on its way.',
  },
};

export type Messages = typeof messages;
