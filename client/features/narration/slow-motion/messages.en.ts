export const messages = {
  slowly: 'Slow motion',
  slowlyHint: 'Shows what has just happened once more, slowly, and comes back',
};

export type Messages = typeof messages;
