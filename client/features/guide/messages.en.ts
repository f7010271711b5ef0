/** The lesson's guide. Lazy: it comes with it. */
export const messages = {
  title: 'The lesson',
  all: 'All lessons',
  task: 'Task',
  myth: (myth: string) => `What many believe: “${myth}”`,
  predict: 'Predictions',
  onceMore: 'Once more, in a new lab',
  seen: 'What this run has shown',
  holds: 'seen',
  open: 'not seen yet',
  missing: 'not seen in this run: this kernel did otherwise, or another way was taken',
  changed: 'not seen in this run, which you have changed',
  cannot: 'cannot be seen on this network',
  why: 'Why',
  spoiler: 'Explanation (after the run)',
  tryIt: 'Try',
  noVariation: (name: string) =>
    `This lesson has no variation “${name}”, which the link asks for: this is the lesson itself. The menu lists the variations it has.`,
  back: 'Back to the lesson itself',
  progress: (done: number, all: number) => `${done} of ${all} moves done`,
  over: 'You have come to the end of this lesson.',
  compose: 'Make it your own experiment',
  composeHint: 'Change its programs and its wire, write down what you expect, run it, share it.',
  experiment: {
    untitled: 'An experiment',
    expectation: 'Prediction',
    none: 'No prediction was written.',
    happened: 'What happened',
    placeholder: 'What did you see? Where did it differ, and why?',
    kept: 'Kept in this tab, for you alone. Nobody judges it.',
    edit: 'Edit the experiment',
  },
  next: (title: string) => `Next: ${title}`,
  needs: {
    wire: 'This lesson needs a wire in your hand: two hosts (Linux with network namespaces).',
    isolated: 'This lesson needs hosts of its own (Linux with network namespaces).',
  },
};

export type Messages = typeof messages;
