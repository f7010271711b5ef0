/** The prediction card, and what the guide says of predictions. Lazy: it comes with them. */
export const messages = {
  title: 'Predict first',
  task: 'Task',
  asked: 'The lesson asks for a prediction.',
  commit: 'That is my prediction',
  onlyWatch: 'Only watch',
  keys: 'keys 1–3, Enter',
  close: 'Put the question aside',
  answer: 'Answer it now',
  yours: 'your prediction',
  happened: 'this is what happened',
  none: 'This run does not show which of these happened.',
  noneOfThese: (changed: string) =>
    `${changed} So none of these happened: the question is about the lesson’s own run.`,
  reasonsOf: (changed: string) => `${changed} The reasons given here are those of the lesson’s own run.`,
  waitsFor: 'The run has not come to it yet.',
  right: 'As you predicted',
  wrong: 'It went differently',
  watched: 'What happened',
  goOn: 'Go on',
};

export type Messages = typeof messages;
