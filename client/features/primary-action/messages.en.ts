export const messages = {
  bar: 'Narration',
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
  bytes: (n: number) => (n === 1 ? '1 byte' : `${n} bytes`),
  runAgain: 'Run again',
  newLab: 'New lab',
  backToLive: 'Back to live',
  play: 'Play',
  pause: 'Pause',
  playAgain: 'Play again',
  loading: 'Loading…',
  compose: 'Your own experiment',
  /** These name what is waited for. The time until then follows, or the time that has passed. */
  wait: {
    wire: 'On its way',
    retransmit: 'Sent again',
    probe: 'Probed again',
    timeout: (host: string, call: string) =>
      call === 'sleep' ? `${host}’s sleep ends` : `${host}’s ${call}: timeout`,
    person: (host: string) => `${host} waits for your line`,
    thread: (host: string) => `${host} runs`,
    kernel: 'Under way',
  },
  inTime: (time: string) => `in ${time}`,
  forTime: (time: string) => `for ${time}`,
  anyMoment: 'at any moment',
  ask: 'Why?',
  askHint: 'Nothing is to be done. Press to see what is waited for, and what would end it.',
  /** These are the ways on from a run that stands still. */
  help: {
    'set-back': 'Set it back, run again',
    'run-again': 'Run again',
    'go-on': 'Go on from here',
    'new-lab': 'Start the lesson anew',
  },
  explanation: 'Why? The explanation',
  finish: 'Run the lines that are left',
  nextLesson: (id: string) => `Next lesson: ${id}`,
  telling: '…',
  tellingHint: 'What came of the last press is still being shown. Press to skip the rest.',
  watching: 'Watching',
  key: 'Space',
  why: {
    viewer:
      'You are watching: only the tab that opened this room can step. The menu opens a lab of your own.',
    connecting: 'Not connected to the lab.',
    loading: 'The lesson is still on its way.',
  },
};

export type Messages = typeof messages;
