export const messages = {
  lost: (seconds: number) =>
    `The connection is lost. Trying again in ${seconds}\u00a0s; nothing you saw is lost.`,
  retrying: 'The connection is lost. Trying again…',
  retry: 'Try now',
  unreachable: 'No Socketscope server answers here.',
  unreachableMore: 'You can still look at a recorded real run, with its whole timeline.',
  labDied: 'The lab host died. Its log is kept; a new lab takes its place.',
  labDown: 'The lab host is down. The log is kept.',
  labIdle: 'Nobody used this lab for half an hour, so it was closed. Its log is kept.',
  closesSoon: (seconds: number) => `Nobody has used this lab for a long time: it closes in ${seconds} s.`,
  keep: 'Keep it',
  labEnded: 'This lab has ended. Its log is kept.',
  newLab: 'New lab',
};

export type Messages = typeof messages;
