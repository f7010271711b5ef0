import type { LabEvent } from '../../../shared/log/events.ts';
import { guidance, NO_LESSON } from '../../../shared/lessons/guidance.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import type { Timeline } from '../../../shared/log/timeline.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
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
    const problems = [...(await runLesson(rig, lesson)), ...(await runRest(rig, lesson))];
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

/** Runs the lines that the lesson leaves, as the primary button does once the explanation has been read. Returns faults. */
async function runRest(rig: Rig, lesson: Lesson): Promise<readonly string[]> {
  const walkthrough = new Walkthrough(lesson);
  let seen = 0;
  rig.hear((events) => {
    for (const event of events) walkthrough.see(event, rig.timeline.stateAt((seen += 1)));
  });
  const way = { ...NO_LESSON, lesson, walkthrough, explained: true, following: 'L2' };
  const isOver = ({ state }: Timeline): boolean => state.atRest && guidance(state, way).is === 'next-lesson';
  await rig.until(({ state }) => state.atRest, 'rest');
  const next = guidance(rig.timeline.state, way);
  if (next.is !== 'finish') return [];
  for (const command of next.commands) await rig.command(command as LabCommand);
  return rig.until(isOver, 'the end of what the lesson leaves').then(
    () => (walkthrough.linesAfterEnd > 0 ? [] : ['the lesson left lines, and none has run']),
    (error: unknown) => [String(error)],
  );
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
