export const messages = {
  label: 'What this run is for',
  task: 'Task',
  idea: 'True?',
  expected: 'You expect',
  setUp: (lines: number) => (lines === 1 ? '1 line has run before:' : `${lines} lines have run before:`),
  closing: (lines: number) =>
    lines === 1
      ? '1 line has run since the lesson’s end:'
      : `${lines} lines have run since the lesson’s end:`,
  show: 'show',
  kernelTimers: {
    held: 'The kernel’s own timers run: what you hold is soon sent again; its copies lie on one card (↻).',
    heldAcks:
      'The kernel’s own timers run here: while you hold an ACK, its peer sends again what the ACK acknowledges.',
  },
  autoWire: 'The wire delivers by itself: what this is about happens in the programs and their kernels.',
  unhurriedWire:
    'The wire delivers by itself, because a SYN that waits for your hand would be sent again after a second, and again and again.',
  losingWire:
    'The wire loses all that goes one way. A kernel that sends data, a SYN or a FIN there sends it again and again, and each copy adds to the log, until the wire delivers or the kernel gives up.',
  guide: 'Open the guide',
};

export type Messages = typeof messages;
