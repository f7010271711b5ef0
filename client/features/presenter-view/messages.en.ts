export const messages = {
  title: 'Presenter view',
  ofClass: (code: string) => `Class ${code}`,

  ended: 'The class has ended.',
  apart: 'The window that presents this class is not there.',
  apartWhy:
    'This page belongs to the window of this browser that presents the class, and goes on by itself as soon as that is there. Its class panel opens this page anew. Where another device presents the class, Present here in that window takes it back.',

  elsewhere: 'Another tab or device presents this class now.',
  elsewhereWhy:
    'Its notes and numbers are on the presenter view of that one. Present here, in the window that presented until now, takes the class back, and this page goes on.',

  beginning: 'Beginning',
  moveOf: (done: number, moves: number) => `Move ${done} of ${moves}`,
  theEnd: 'The end',
  variation: (title: string): string => `Variation: ${title}`,
  experiment: (title: string): string => (title === '' ? 'An experiment' : `An experiment: ${title}`),
  task: 'The task',
  noNotes: 'There are no notes on this run. Its programs are not the lesson’s.',

  now: 'Now',
  next: 'Next',
  nextNote: 'The next note',
  atTheEnd: 'To end with',
  point: 'Point at',
  ask: 'Ask',
  beware: 'Often misunderstood',

  mode: {
    live: 'LIVE',
    past: (cursor: number, head: number) => `PAST: event ${cursor} of ${head}`,
    recording: (cursor: number, head: number) => `RECORDING: event ${cursor} of ${head}`,
    lost: 'NOT CONNECTED',
  },

  sinceBegin: 'since the class began',
  notKnown: 'not known',
  timer: 'Timer',
  minutes: (minutes: number) => `${minutes} min`,
  stop: 'Stop',
  left: 'left',
  over: 'over time',

  class: 'The class',
  here: (here: number): string => (here === 1 ? 'person here' : 'people here'),
  questions: 'Questions and answers…',
  desk: 'Class settings',
  all: 'All are with you.',
  outdated: 'This is what was heard last.',
  apartNow: 'They are in labs of their own.',
  nobody: 'Nobody has come yet.',
  aside: (aside: number) => (aside === 1 ? '1 looks around alone' : `${aside} look around alone`),
  gone: (gone: number) => `${gone} fewer than before`,
  waiting: (waiting: number) => (waiting === 1 ? '1 waits for a place' : `${waiting} wait for a place`),

  question: 'Question to the class',
  noQuestion: 'None is open.',
  before: 'The lesson asks before it goes on',

  earlier: 'One event back',
  later: 'One event on',
  toLive: 'Back to live',
  closeOpen: 'Close what is open on the projector',
  keys: 'Space goes on, ← and → go through time, End comes back to live, Esc closes what is open.',
};

export type Messages = typeof messages;
