import { CHAPTERS } from './chapters.ts';

/** The parts of the stage that a beginner does not need at once, each with the lesson that introduces it. */
const INTRODUCED_IN = {
  /** The buttons that run a program on, that add a client, and that set the wire. */
  controls: 'L1',
  /** The diagram of all segments. */
  sequence: 'L1',
  /** A socket's TCP state and its two ends. */
  states: 'L1',
  /** The listening socket and its accept queue. */
  listener: 'L1',
  log: 'L6',
  nic: 'L10',
  /** The windows, and how much of a buffer's capacity is taken. */
  windows: 'L15',
  plot: 'L15',
} as const satisfies Readonly<Record<string, string>>;

export type StagePart = keyof typeof INTRODUCED_IN;

/** The parts that are still to be introduced when a lesson begins. A lesson that is in no chapter has them all. */
export function partsAfter(lesson: string): readonly StagePart[] {
  const order = CHAPTERS.flatMap(({ lessons }) => lessons);
  const here = order.indexOf(lesson);
  if (here < 0) return [];
  return (Object.keys(INTRODUCED_IN) as StagePart[]).filter(
    (part) => order.indexOf(INTRODUCED_IN[part]) > here,
  );
}
