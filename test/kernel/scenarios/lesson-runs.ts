import type { LabEvent } from '../../../shared/log/events.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { LessonRun } from '../../../server/cli/lesson-run.ts';
import { openRig, type NetworkName, type Rig } from './lab-rig.ts';

/** So many lessons run at once, because most of a lesson is waiting. */
const AT_A_TIME = 6;

export interface LessonLog {
  readonly id: string;
  readonly problems: readonly string[];
  readonly events: readonly LabEvent[];
}

/** Runs the lessons that `LESSONS` names, each on a lab of its own on the network that `NETWORK` names. */
export async function lessonRuns(): Promise<readonly LessonLog[]> {
  const network = process.env['NETWORK'] as NetworkName;
  const lessons = (process.env['LESSONS'] ?? '').split(' ').map((id) => findLesson(id)!);
  const run = async (lesson: Lesson): Promise<LessonLog> => {
    const rig = openRig(network, { lesson });
    const problems = await runLesson(rig, lesson);
    return { id: lesson.id, problems, events: await rig.end() };
  };
  // On a wire that delivers by itself, a process that is busy with other labs would make the kernel send
  // again.
  const isTimed = ({ wire }: Lesson): boolean => wire.mode === 'auto';
  const waiting = lessons.filter((lesson) => !isTimed(lesson));
  return [
    ...(await severalAtATime(waiting, AT_A_TIME, run)),
    ...(await severalAtATime(lessons.filter(isTimed), 1, run)),
  ];
}

/**
 * Runs a lesson from its first move to its last, as `socketscope trace` does. Returns its log and its
 * problems.
 */
export async function runLesson(rig: Rig, lesson: Lesson): Promise<readonly string[]> {
  const run = new LessonRun({
    labs: {
      create: (_, __, sink) => {
        rig.hear((events) => sink.events(events));
        return Promise.resolve(null);
      },
      command: (_, command) => rig.command(command),
      end: () => Promise.resolve(),
    },
    lesson,
    edited: false,
    seen: () => {},
    ended: new Promise(() => {}),
  });
  await run.run();
  return run.problems;
}

/** Returns the results in the order of the items, of which so many are under way at once. */
export async function severalAtATime<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of left) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}
