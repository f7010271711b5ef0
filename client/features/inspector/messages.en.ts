/** What each raw field means, in plain words. Lazy: it comes with the inspector. */
export const fieldsEn = {
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
} as const;

export type FieldName = keyof typeof fieldsEn;
