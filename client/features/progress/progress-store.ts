import * as v from 'valibot';
import { create } from 'zustand';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { onDevice, parsed } from '../../storage.ts';
import { isFinished, type WalkthroughRun, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { countSchema, idSchema } from '../../../shared/schema.ts';

/** The first answer to a prediction, kept once the run has answered it: a later run cannot improve it. */
export type FirstTry = 'right' | 'wrong' | 'watched';

const few = <T>(most: number) =>
  v.check<Record<string, T>, string>((record) => Object.keys(record).length <= most, 'too many');

const lessonSchema = v.strictObject({
  /** The furthest that any run here has come, in moves done. */
  moves: countSchema,
  finished: v.boolean(),
  predictions: v.pipe(v.record(idSchema, v.picklist(['right', 'wrong', 'watched'])), few(50)),
  /** When it last went on, ms since 1970. */
  at: countSchema,
  /** The room it was done in: as long as that stands, it can be gone back to. */
  room: v.nullable(idSchema),
});
const VERSION = 1;
const progressSchema = v.strictObject({
  version: v.literal(VERSION),
  lessons: v.pipe(v.record(idSchema, lessonSchema), few(200)),
});

export type LessonProgress = v.InferOutput<typeof lessonSchema>;
export type Progress = Readonly<Record<string, LessonProgress>>;

const KEY = 'socketscope.progress';
const NOTHING_YET: LessonProgress = { moves: 0, finished: false, predictions: {}, at: 0, room: null };

/** The progress kept on this device; empty if there is none that this version understands. */
export function readProgress(text: string | null): Progress {
  const read = v.safeParse(progressSchema, parsed(text));
  return read.success ? read.output.lessons : {};
}

export function writeProgress(lessons: Progress): string {
  return JSON.stringify({ version: VERSION, lessons });
}

/** The progress with that of the present run; the same object if the run adds nothing. */
export function advanced(
  progress: Progress,
  { lesson, walkthrough, predicted }: Pick<WalkthroughRun, 'lesson' | 'walkthrough' | 'predicted'>,
  room: string | null,
  now: number,
): Progress {
  if (lesson === null || walkthrough === null || lesson.variation !== undefined) return progress;
  const before = progress[lesson.id] ?? NOTHING_YET;
  const predictions = { ...firstTries(lesson, walkthrough, predicted), ...before.predictions };
  const moves = Math.max(before.moves, walkthrough.index);
  const finished = before.finished || isFinished({ lesson, walkthrough });
  const isSame =
    moves === before.moves &&
    finished === before.finished &&
    Object.keys(predictions).length === Object.keys(before.predictions).length &&
    (room === before.room || walkthrough.index === 0);
  if (isSame) return progress;
  return { ...progress, [lesson.id]: { moves, finished, predictions, at: now, room } };
}

function firstTries(
  { predictions }: Lesson,
  walkthrough: NonNullable<WalkthroughRun['walkthrough']>,
  predicted: WalkthroughRun['predicted'],
): Record<string, FirstTry> {
  return Object.fromEntries(
    predictions.flatMap(({ id }): [string, FirstTry][] => {
      const [answer, given] = [walkthrough.answer(id), predicted[id]];
      if (answer === undefined || given === undefined) return [];
      return [[id, given < 0 ? 'watched' : given === answer ? 'right' : 'wrong']];
    }),
  );
}

/** The lesson to go on with: the one under way that was worked on last. */
export function underWay(progress: Progress): string | null {
  const open = Object.entries(progress).filter(([, { finished, moves }]) => !finished && moves > 0);
  return open.toSorted(([, a], [, b]) => b.at - a.at)[0]?.[0] ?? null;
}

export const useProgress = create<{ readonly lessons: Progress }>(() => ({
  lessons: readProgress(onDevice.read(KEY)),
}));

export function setProgress(lessons: Progress): void {
  useProgress.setState({ lessons });
  onDevice.keep(KEY, writeProgress(lessons));
}

/** Shows what other pages of this device keep meanwhile; a page that was just left may still be keeping. */
export function followOtherPages(): () => void {
  const changed = ({ key, newValue }: StorageEvent): void => {
    if (key === KEY) useProgress.setState({ lessons: readProgress(newValue) });
  };
  addEventListener('storage', changed);
  return () => removeEventListener('storage', changed);
}

/** Keeps what is done here from now on: by whoever steps, never what a viewer or a recording shows. */
export function keepProgress(): () => void {
  return useWalkthrough.subscribe((run) => {
    const { role, room } = useRoom.getState();
    if (!run.live || role !== 'controller' || run.seen === 0) return;
    const known = useProgress.getState().lessons;
    if (advanced(known, run, room, 0) === known) return;
    // Another tab may have gone on meanwhile.
    const kept = onDevice.read(KEY);
    setProgress(advanced(kept === null ? known : readProgress(kept), run, room, Date.now()));
  });
}
