import { LESSONS } from '../../../shared/lessons/index.ts';
import { varied, type Lesson } from '../../../shared/lessons/lesson.ts';
import { nextMove } from '../../../shared/model/next-move.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
import { checkLog } from '../../support/log-checks.ts';
import { openRig } from './lab-rig.ts';
import { severalAtATime } from './lesson-runs.ts';

/**
 * These exceptions come from faulty programs. A refusal by the kernel, however, may be what a variation
 * shows.
 */
const MISTAKES = new Set([
  'NameError',
  'UnboundLocalError',
  'AttributeError',
  'LabRefusal',
  'RecursionError',
]);
/** A program that goes on for ever is left after this many moves. */
const MOST_MOVES = 120;
const AT_A_TIME = 4;

/** Runs every variation of every lesson, making the primary button's moves while there are any. */
export async function allVariations(): Promise<{ variations: number; faults: readonly string[] }> {
  const all = LESSONS.flatMap((lesson) =>
    lesson.variations.flatMap(({ id }) => {
      const one = varied(lesson, id);
      return one === null ? [] : [{ name: `${lesson.id} ${id}`, one }];
    }),
  );
  const faults = await severalAtATime(all, AT_A_TIME, async ({ name, one }) =>
    (await tried(one)).map((fault) => `${name}: ${fault}`),
  );
  return { variations: all.length, faults: faults.flat() };
}

async function tried(lesson: Lesson): Promise<readonly string[]> {
  const rig = openRig('two-hosts', { lesson });
  const stuck: string[] = [];
  try {
    await rig.until(({ state }) => state.atRest, 'rest');
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      const move = nextMove(rig.timeline.state);
      if (move === null || move.is === 'run-again' || move.is === 'new-lab') break;
      await rig.act(move.command as LabCommand);
    }
  } catch (error) {
    stuck.push(String(error));
  }
  const events = await rig.end();
  const mistakes = events.flatMap((event) =>
    (event.type === 'thread-ended' || event.type === 'exception-caught') &&
    MISTAKES.has(event.exception?.name ?? '')
      ? [`${event.thread} raised ${event.exception?.name}: ${event.exception?.message}`]
      : [],
  );
  const idle = events.some(({ type }) => type === 'thread-step') ? [] : ['no program did anything'];
  return [...stuck, ...mistakes, ...idle, ...checkLog(events).faults];
}
