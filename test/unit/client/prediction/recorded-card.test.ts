import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordedCard } from '../../../../client/features/prediction/recorded-card.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { LESSONS } from '../../../../shared/lessons/index.ts';
import { Walkthrough } from '../../../../shared/lessons/walkthrough.ts';
import type { Lesson } from '../../../../shared/lessons/lesson.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';

const folder = new URL('../../../../client/public/recordings/', import.meta.url);

function recorded(lesson: Lesson) {
  const { events } = readRecording(readFileSync(new URL(`${lesson.id}.ndjson`, folder), 'utf8'));
  const walkthrough = new Walkthrough(lesson);
  // As on a live page, a question is open once the move before it is done.
  const openAt = new Map<string, number>();
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    walkthrough.see(event, state);
    for (const { id, before } of lesson.predictions)
      if (state.atRest && walkthrough.isSetUp && before === walkthrough.index && !openAt.has(id))
        openAt.set(id, event.seq);
  }
  return { events, walkthrough, openAt };
}

describe.each(
  LESSONS.filter(({ predictions }) => predictions.length > 0).map((one) => [one.id, one] as const),
)('in the recording of %s', (_id, lesson) => {
  const { events, walkthrough, openAt } = recorded(lesson);
  const at = (cursor: number, predicted: Record<string, number> = {}, closed: string[] = []) =>
    recordedCard({ lesson, walkthrough, predicted }, cursor, closed);

  test('each question is asked where it is asked live, and nowhere else', () => {
    const asked = events.flatMap(({ seq }) => {
      const card = at(seq);
      expect(card?.is ?? 'asks').toBe('asks');
      return card === null ? [] : [[card.prediction.id, seq]];
    });
    expect(asked).toEqual(lesson.predictions.map(({ id }) => [id, openAt.get(id)]));
    for (const [id, seq] of asked) expect(at(Number(seq), {}, [`asks ${id}`])).toBeNull();
  });

  test('what was said stands beside what happened from its answer to the next line, then no more', () => {
    for (const { id, before, until } of lesson.predictions) {
      expect(before).toBeLessThanOrEqual(until);
      const shown = events.filter(({ seq }) => at(seq, { [id]: 0 })?.prediction.id === id);
      const answers = shown.filter(({ seq }) => at(seq, { [id]: 0 })?.is === 'answers');
      expect(answers).toEqual(shown);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown[0]!.seq).toBeGreaterThan(openAt.get(id)!);
      expect(shown.some(({ type }) => type === 'thread-step')).toBe(false);
      expect(at(shown[0]!.seq, { [id]: 0 })).toMatchObject({
        happened: walkthrough.answer(id),
        predicted: 0,
      });
      expect(at(shown[0]!.seq, { [id]: 0 }, [`answers ${id}`])).toBeNull();
    }
  });
});
