/** Some lessons begin after lines that their set-up has run. */
const newLab = (isSetUp: boolean): string =>
  `This new lab has the same programs, ${isSetUp ? 'run up to where the lesson begins' : 'at their first lines'}.`;

export const messages = {
  labReplaced: (isSetUp: boolean) => `The lab’s process died. ${newLab(isSetUp)}`,
  labElsewhere: (isSetUp: boolean) =>
    `The class is on another server than the presenter’s lab was. ${newLab(isSetUp)}`,
  close: 'Close',
  lostLog: 'Show the log until then',
};

export type Messages = typeof messages;
