import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ladder } from '../../../../client/stage/model/ladder.ts';
import {
  gutterLabels,
  ROW,
  rowsCrossing,
  rowsInSight,
  TOP,
} from '../../../../client/stage/view/ladder-layout.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { Timeline } from '../../../../shared/log/timeline.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';

const recordings = new URL('../../../../client/public/recordings/', import.meta.url);

/** A shipped recording's log. */
function logOf(name: string): Timeline {
  const timeline = new Timeline();
  timeline.append(readRecording(readFileSync(new URL(name, recordings), 'utf8')).events);
  return timeline;
}

const names = readdirSync(recordings).filter((name) => name.endsWith('.ndjson'));

describe('a ladder that follows the cursor', () => {
  test.each(names)('is the one that is drawn from the beginning, in %s', (name) => {
    const log = logOf(name);
    const ports = Object.values(log.state.sockets).flatMap(({ local }) => local?.port ?? []);
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: log.head }), { minLength: 2, maxLength: 6 }),
        fc.constantFrom(null, ...ports),
        (cursors, only) => {
          const followed = new Ladder(EMPTY_LAB_STATE, only);
          for (const cursor of cursors) {
            const state = log.stateAt(cursor);
            const drawn = new Ladder(EMPTY_LAB_STATE, only).sceneAt(log.events, cursor, state);
            expect(followed.sceneAt(log.events, cursor, state)).toEqual(drawn);
          }
        },
      ),
      { numRuns: 8, seed: 11 },
    );
  });

  test('goes on where its log begins, if earlier events are no longer kept', () => {
    const log = logOf('L1.ndjson');
    const base = log.stateAt(20);
    const ladder = new Ladder(base);
    const later = log.events.slice(20);
    expect(ladder.sceneAt(later, 20, base).rows).toBe(0);
    expect(ladder.sceneAt(later, log.head, log.state).arrows.length).toBeGreaterThan(0);
  });
});

describe('the rows of a ladder that are in the document', () => {
  test('are those around the newest, or around the place to which it is scrolled', () => {
    expect(rowsInSight(240, null, 10 * ROW)).toEqual({ first: 224, last: 246 });
    expect(rowsInSight(240, TOP + 100 * ROW, 10 * ROW)).toEqual({ first: 94, last: 116 });
  });

  test('have all that crosses them, and nothing else', () => {
    const log = logOf('L1.ndjson');
    const scene = new Ladder(EMPTY_LAB_STATE).sceneAt(log.events, log.head, log.state);
    const labels = gutterLabels(scene);
    const all = rowsCrossing(scene, labels, { first: 0, last: scene.rows });
    expect(all).toEqual({ arrows: scene.arrows, sleeps: scene.sleeps, runs: scene.runs, labels });
    const some = rowsCrossing(scene, labels, { first: 4, last: 6 });
    expect(some.arrows.map(({ row }) => row)).toEqual(
      scene.arrows.filter(({ row, endRow }) => row <= 6 && (endRow ?? row) >= 4).map(({ row }) => row),
    );
    expect(some.arrows.length).toBeLessThan(scene.arrows.length);
    expect(some.labels.every(({ y }) => y >= TOP + 4 * ROW && y <= TOP + 6 * ROW)).toBe(true);
  });
});
