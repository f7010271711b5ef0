import type { Grade } from '../../../shared/log/events.ts';

/** The home page. Lazy: it comes with it. */
export const messages = {
  title: 'See what really happens between send() and recv()',
  lead: 'Two programs make real socket calls, in threads that really block. You step both, line by line, and you are the wire: you can hold, deliver and drop their real TCP segments.',
  start: (id: string) => `Start with ${id}`,
  goOn: (id: string) => `Go on with ${id}`,
  resume: (id: string, done: number, all: number) => `Continue: ${id}, ${done} of ${all} moves done`,
  again: (done: number, all: number) =>
    `You had ${done} of ${all} moves done last time. A new lab begins at its first move.`,
  watch: (id: string) => `Watch ${id}`,
  tour: 'One-minute tour',
  free: 'Free lab',
  readMore: 'More to read',
  map: 'Map of the source lesson',
  reference: 'Reference: calls, errors, states',

  noPage: (name: string) => `There is no page “${name}” here. There are:`,
  noServer:
    'No Socketscope server answers here, so nothing can be stepped live: every lesson plays the recording of a real run. For labs of your own run “npm start” on Linux.',
  replayOnly:
    'No lab runs here, so nothing can be stepped live: every lesson plays the recording of a real run.',
  lacks: {
    wire: 'not live on this machine: it needs two hosts and a wire to hold segments on',
    isolated: 'not live on this machine: it needs hosts of its own',
  },
  recording: 'watch the recording',

  strip: {
    label: 'A recorded run, playing',
    what: (grade: Grade, kernel: string) => `Recording of a real run · ${GRADES[grade]} · ${kernel}`,
    play: 'Play',
    pause: 'Pause',
    again: 'Play again',
    whole: 'On the whole stage',
    missing: 'The recording that belongs here could not be fetched.',
  },

  lessons: 'Lessons',
  notBegun: 'not begun',
  inProgress: (done: number, all: number) => `${done} of ${all} moves done`,
  done: 'done',
  right: (right: number, asked: number) => `${right} of ${asked} predicted right`,
  summary: (done: number, all: number, right: number, asked: number) =>
    `${done} of ${all} lessons done${asked > 0 ? `, ${right} of ${asked} predictions right at the first try` : ''}. Kept on this device only.`,
};

const GRADES: Readonly<Record<Grade, string>> = {
  'two-hosts': 'two hosts',
  loopback: 'one host, loopback',
  replay: 'recording',
};

export type Messages = typeof messages;
