import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guidance, NO_LESSON } from '../../../shared/lessons/guidance.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import { waitsForHand } from '../../../shared/model/next-move.ts';
import { sequenceLength } from '../../../shared/tcp/segment.ts';
import { kindOf } from '../../../shared/tcp/segment-kind.ts';
import { Timeline } from '../../../shared/log/timeline.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { RecordedLab } from '../../support/recorded-lab.ts';

const MOST_PRESSES = 15;
/** A lesson that never comes to its end is left after so many presses. */
const PATIENCE = 100;

const table = readFileSync(new URL('../../../docs/lessons.md', import.meta.url), 'utf8');

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  '%s comes to its explanation in few presses, as docs/lessons.md has it',
  (id, lesson) => {
    const presses = pressesOf(lesson);
    expect(presses).toBeLessThanOrEqual(MOST_PRESSES);
    const [, now] = new RegExp(String.raw`^\| ${id} +\|[^|]+\| +(\d+) \|`, 'm').exec(table) ?? [];
    expect(Number(now)).toBe(presses);
  },
);

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  '%s has nothing wait for a hand that its kernel would send again while one reads',
  (id, lesson) => {
    const lab = new RecordedLab(id);
    const walkthrough = new Walkthrough(lesson);
    const waiting: number[] = [];
    while (!lab.isOver) lab.advance();
    new Timeline().append(lab.events, (event, state) => {
      walkthrough.see(event, state);
      if (!state.atRest || !walkthrough.isSetUp) return;
      const held = state.wire.chips.filter((chip) => waitsForHand(state, chip));
      // Calm timers leave all but a SYN alone, and no timer sends an ACK again.
      const comesAgain = held.some(({ last: { headers } }) =>
        lesson.timers === 'kernel' ? sequenceLength(headers) > 0 : kindOf(headers) === 'SYN',
      );
      if (comesAgain) waiting.push(state.seq);
    });
    expect(waiting).toEqual([]);
  },
);

/** Counts the moves that the primary button makes on the recording, and the questions that it asks. */
function pressesOf(lesson: Lesson): number {
  const lab = new RecordedLab(lesson.id);
  const press = lab.connect({ send: () => {}, close: () => {} });
  press(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, lesson: lesson.id }));
  const timeline = new Timeline();
  const walkthrough = new Walkthrough(lesson);
  const way = { ...NO_LESSON, lesson, walkthrough };
  const catchUp = (): void =>
    timeline.append(lab.events.slice(timeline.head), (event, state) => walkthrough.see(event, state));
  catchUp();
  let moves = 0;
  for (; !walkthrough.isOver && moves < PATIENCE; moves += 1) {
    const next = guidance(timeline.state, way);
    if (next.is !== 'move') throw new Error(`the button leads to no move, but is ${next.is}`);
    press(JSON.stringify({ type: 'command', id: moves, command: next.move.command }));
    expect(lab.refused).toEqual([]);
    catchUp();
  }
  return moves + lesson.predictions.length;
}
