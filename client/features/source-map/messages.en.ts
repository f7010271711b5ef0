/** The map of the source lesson, and the moments that it leads to. Lazy: it comes with them. */
export const messages = {
  title: 'Map of the source lesson',
  lead: 'Every statement of the lesson that this page grew from, in its order and in our words. Each leads to the moment in a recorded real run at which it is seen to happen, or to the lesson, live.',
  nav: 'Parts',
  see: 'See the moment',
  live: 'live',
  errata: 'Errata',
  errataLead: 'What the source gets wrong or leaves out. Learn it the right way; each can be looked at, too.',
  source: 'The source',
  so: 'What is so',

  shows: 'This moment shows:',
  moment: 'A moment that somebody shared',
  toMoment: 'To the moment',
  toMap: 'Map',
  close: 'Close',
  loading: 'Fetching the recording…',
  problem: 'This moment cannot be shown',
  noLesson: (id: string) => `There is no lesson “${id}”, so there is no recording of it either.`,
  noStatement: (id: string) => `The map has no statement “${id}”. The recording is shown from its beginning.`,
  elsewhere: (lesson: string) => `That statement is seen in ${lesson}, not in this recording.`,
  notSeen: 'This recording does not show that statement. It is shown from its beginning.',
  noMoment: (at: string, head: number) =>
    `This recording has no event “${at}”: it has events 1 to ${head}. It is shown from its beginning.`,
  again: 'Try again',
  first: 'Play the recorded L1',
  home: 'All lessons',
};

export type Messages = typeof messages;
