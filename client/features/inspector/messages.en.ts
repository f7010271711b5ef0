/** What each raw field means, in plain words. Lazy: it comes with the inspector. */
export const messages = {
  choose: 'Click a socket, a segment, a thread or a byte to see what is behind it.',
  title: 'Inspector',
  socket: 'Socket',
  segment: 'Segment',
  byte: 'Where is my byte?',
  call: 'Call',
  thread: 'Thread',
  gone: 'This does not exist at the instant shown.',
  field: 'field',
  meaning: 'meaning',
  source: {
    syscall: 'system call',
    segment: 'segment',
    kernel: 'kernel counter',
    program: 'program',
    derived: 'derived',
  },
  raw: 'Raw bytes',
  notObserved: 'not observed',
  witness: {
    title: 'Two accounts of the same bytes',
    model: 'from calls and segments',
    kernel: 'kernel counter',
    agree: 'they agree',
    differ: 'not yet compared at rest',
    disagree: 'they disagree: please report this',
  },
  /** What each field of an event means. */
  fields: {
    fd: 'the program’s own number for it, counted from 3 as in a process of its own',
    realFd: 'its number in the lab’s real process',
    call: 'the log’s number for it',
    name: 'the function the program called',
    line: 'the line of the program',
    thread: 'the thread that made it',
    bytes: 'the bytes handed over',
    max: 'the most bytes asked for',
    address: 'the address it names',
    option: 'the option it names',
    value: 'the number handed over',
    blockedAt: 'when the kernel was first seen to have put the thread to sleep',
    tid: 'the kernel’s number for the thread',
    status: 'what the thread is doing',
    program: 'the program it runs',
    returnedLine: 'the line whose call has just returned',
    exception: 'the exception that ended it',
  },
};

export type FieldName = keyof Messages['fields'];

export type Messages = typeof messages;
