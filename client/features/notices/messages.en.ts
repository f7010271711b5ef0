/** Some lessons begin after lines that their set-up has run. */
const newLab = (isSetUp: boolean): string =>
  `This new lab has the same programs, ${isSetUp ? 'run up to where the lesson begins' : 'at their first lines'}.`;

export const messages = {
  lost: (seconds: number) =>
    `The connection is lost. Trying again in ${seconds}\u00a0s; nothing you saw is lost.`,
  retrying: 'The connection is lost. Trying again…',
  retry: 'Try now',
  unreachable: 'No Socketscope server answers here.',
  unreachableMore: 'You can still look at a recorded real run, with its whole timeline.',
  labDied: 'The lab host died. Its log is kept; a new lab takes its place.',
  labDown: 'The lab host is down. The log is kept.',
  labReplaced: (isSetUp: boolean) => `The lab’s process died. ${newLab(isSetUp)}`,
  labElsewhere: (isSetUp: boolean) =>
    `The class is on another server than the presenter’s lab was. ${newLab(isSetUp)}`,
  close: 'Close',
  lostLog: 'Show the log until then',
  labIdle: 'Nobody used this lab for half an hour, so it was closed. Its log is kept.',
  closesSoon: (seconds: number) => `Nobody has used this lab for a long time: it closes in ${seconds} s.`,
  keep: 'Keep it',
  labEnded: 'This lab has ended. Its log is kept.',
  newLab: 'New lab',
};

export type Messages = typeof messages;
