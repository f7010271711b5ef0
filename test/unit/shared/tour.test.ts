import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHAPTERS } from '../../../shared/lessons/chapters.ts';
import { FactLog } from '../../../shared/lessons/facts.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { CAPTIONS, captionStops, TOUR_LESSON } from '../../../shared/lessons/tour.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const shipped = readFileSync(
  new URL(`../../../client/public/recordings/${TOUR_LESSON}.ndjson`, import.meta.url),
  'utf8',
);

test('each caption of the tour stands at an event of the shipped run that shows what it says', () => {
  const { events } = readRecording(shipped);
  const stops = captionStops(events);
  expect(stops).toHaveLength(CAPTIONS.length);
  expect(stops.toSorted((a, b) => a - b)).toEqual(stops);
  expect(new Set(stops).size).toBe(stops.length);
  const facts = new FactLog();
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    facts.see(event, state);
    for (const [i, stop] of stops.entries())
      if (stop === event.seq) expect(facts.holds(CAPTIONS[i]!.when), CAPTIONS[i]!.text.en).toBe(true);
  }
});

test('a log that shows only some of it has only these stops', () => {
  const { events } = readRecording(shipped);
  const all = captionStops(events);
  expect(captionStops(events.slice(0, all[3]))).toEqual(all.slice(0, 4));
  expect(captionStops([])).toEqual([]);
});

test('the tour’s captions are in both languages, and short enough to read while the run stands', () => {
  for (const { text } of CAPTIONS) {
    expect(text.en.length).toBeLessThan(200);
    expect(text.zh.length).toBeLessThan(80);
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).not.toMatch(/[，。：；？！（）]/u);
    expect(text.zh).not.toMatch(/\p{Script=Han}[,;?!:]/u);
  }
});

test('each lesson is in one chapter, and the chapters are in the order of the lessons', () => {
  const placed = CHAPTERS.flatMap(({ lessons }) => lessons);
  expect(placed.filter((id) => LESSONS.some((lesson) => lesson.id === id))).toEqual(
    LESSONS.map(({ id }) => id),
  );
  expect(new Set(placed).size).toBe(placed.length);
});
