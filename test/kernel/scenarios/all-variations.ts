import { loadVariationNotes } from '../../../shared/content/presenter-notes/index.ts';
import { asNoted } from '../../../shared/content/presenter-notes/note.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { varied, type Lesson } from '../../../shared/lessons/lesson.ts';
import { guidance, NO_LESSON } from '../../../shared/lessons/guidance.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
import { addCounts, checkSentences, type Counts } from '../../support/claims/told-sentences.ts';
import { checkLog } from '../../support/log-checks.ts';
import { wrongIn } from '../../support/note-claims.ts';
import { openRig } from './lab-rig.ts';
import { runLesson, severalAtATime } from './lesson-runs.ts';

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
const LONG_WAIT_MICROS = 5_000_000;
/** A variation sends 12 MB in one move. That takes 1 s, and longer on a machine that does much else. */
const LONGEST_MOVE_MS = 60_000;

/**
 * Runs every variation of every lesson as the primary button does: to its end, or while there are moves. A second run
 * goes the way of the notes if the button does not. Returns also what the notes claim and no run shows.
 */
export async function allVariations(): Promise<{
  variations: number;
  faults: readonly string[];
  sentences: Counts;
  misnoted: readonly string[];
}> {
  const all = LESSONS.flatMap((lesson) =>
    lesson.variations.flatMap(({ id }) => {
      const one = varied(lesson, id);
      return one === null ? [] : [{ name: `${lesson.id} ${id}`, one }];
    }),
  );
  const sentences: Counts = {};
  const runs = await severalAtATime(all, AT_A_TIME, async ({ name, one }) => {
    const { events, faults } = await tried(one, sentences);
    const named = (text: string): string => `${name}: ${text}`;
    return { faults: faults.map(named), misnoted: (await misnotedIn(one, events)).map(named) };
  });
  return {
    variations: all.length,
    faults: runs.flatMap(({ faults }) => faults),
    sentences,
    misnoted: runs.flatMap(({ misnoted }) => misnoted),
  };
}

/** `events` are those of a run along the variation's own moves, if it has any. */
async function misnotedIn(variation: Lesson, events: readonly LabEvent[]): Promise<readonly string[]> {
  const notes = await loadVariationNotes(variation.id, variation.variation ?? '');
  if (notes === null) return ['it has no notes'];
  if (notes.way === undefined) return wrongIn(notes, variation, events);
  const noted = asNoted(variation, notes);
  const rig = openRig('two-hosts', { lesson: noted });
  const problems = await runLesson(rig, noted);
  return [...problems, ...wrongIn(notes, noted, await rig.end())];
}

async function tried(
  lesson: Lesson,
  sentences: Counts,
): Promise<{ readonly events: readonly LabEvent[]; readonly faults: readonly string[] }> {
  const rig = openRig('two-hosts', { lesson });
  const walkthrough = new Walkthrough(lesson);
  const way = { ...NO_LESSON, lesson, walkthrough };
  rig.hear((events) => {
    for (const event of events) walkthrough.see(event, rig.timeline.stateAt(event.seq));
  });
  const stuck: string[] = [];
  try {
    await rig.until(({ state }) => state.atRest, 'rest');
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      // A calm lab's timer may take a minute: the button says so, and nobody waits for it here.
      const goesOn = (state: LabState): boolean => {
        const next = guidance(state, way);
        return next.is !== 'wait' || (next.wait.dueAt ?? 0) - state.at > LONG_WAIT_MICROS;
      };
      // A SYN's timer doubles up to 8 s and more, and a busy machine reads it late.
      await rig.until(({ state }) => state.atRest && goesOn(state), 'a next move', LONGEST_MOVE_MS);
      const next = guidance(rig.timeline.state, way);
      if (next.is !== 'move') break;
      await rig.act(next.move.command as LabCommand, LONGEST_MOVE_MS);
    }
    if (lesson.moves.length > 0 && !walkthrough.isOver)
      stuck.push(`its way ends after move ${walkthrough.index} of ${lesson.moves.length}`);
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
  const told = checkSentences(events);
  addCounts(sentences, told.counts);
  return { events, faults: [...stuck, ...mistakes, ...idle, ...checkLog(events).faults, ...told.faults] };
}
