import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanced,
  keepProgress,
  type Progress,
  readProgress,
  setProgress,
  underWay,
  useProgress,
  writeProgress,
} from '../../../../client/features/progress/progress-store.ts';
import { NO_WALKTHROUGH, useWalkthrough } from '../../../../client/lab/walkthrough-store.ts';
import { useRoom } from '../../../../client/lab/room-store.ts';
import { l01 } from '../../../../shared/lessons/l01.ts';
import { varied, type Lesson } from '../../../../shared/lessons/lesson.ts';
import type { Walkthrough } from '../../../../shared/lessons/walkthrough.ts';

/** Returns a walkthrough with the fields that progress looks at. */
const at = (index: number, answers: Readonly<Record<string, number | null>> = {}): Walkthrough =>
  ({
    index,
    isOver: index >= l01.moves.length,
    answer: (id: string) => answers[id],
  }) as unknown as Walkthrough;

const run = (
  walkthrough: Walkthrough,
  predicted: Readonly<Record<string, number>> = {},
  lesson: Lesson = l01,
) => ({
  lesson,
  walkthrough,
  predicted,
});

describe('what is done of a lesson', () => {
  test('is the furthest that any run came; a run that begins anew takes nothing back', () => {
    let progress: Progress = {};
    for (const index of [0, 3, 5, 0, 2]) progress = advanced(progress, run(at(index)), 'room', index);
    expect(progress['L1']).toEqual({ moves: 5, finished: false, predictions: {}, at: 5, room: 'room' });
    progress = advanced(progress, run(at(l01.moves.length)), 'room', 9);
    progress = advanced(progress, run(at(1)), 'another', 10);
    expect(progress['L1']).toMatchObject({ moves: l01.moves.length, finished: true, room: 'another' });
  });

  test('counts a prediction once the run has answered it, and the first try only', () => {
    const answered = at(4, { segments: 1 });
    expect(advanced({}, run(at(2), { segments: 1 }), null, 1)['L1']?.predictions).toEqual({});
    for (const [given, kept] of [
      [1, 'right'],
      [0, 'wrong'],
      [-1, 'watched'],
    ] as const) {
      const first = advanced({}, run(answered, { segments: given }), null, 1);
      expect(first['L1']?.predictions).toEqual({ segments: kept });
      const again = advanced(first, run(answered, { segments: 1 }), 'other', 2);
      expect(again['L1']?.predictions).toEqual({ segments: kept });
    }
  });

  test('is not what a variation does, and nothing is written where nothing is new', () => {
    expect(advanced({}, run(at(0), {}, varied(l01, 'full-speed')!), 'room', 1)).toEqual({});
    const progress = advanced({}, run(at(3)), 'room', 1);
    expect(advanced(progress, run(at(3)), 'room', 2)).toBe(progress);
    expect(advanced(progress, run(at(0)), 'new room', 2)).toBe(progress);
  });

  test('is kept for whoever steps: a viewer and a recording add nothing', () => {
    const stop = keepProgress();
    const see = (live: boolean, role: 'controller' | 'viewer'): Progress => {
      setProgress({});
      useRoom.setState({ role, room: 'room' });
      useWalkthrough.setState({ ...NO_WALKTHROUGH, ...run(at(3)), live, seen: 40 });
      return useProgress.getState().lessons;
    };
    expect(see(true, 'viewer')).toEqual({});
    expect(see(false, 'controller')).toEqual({});
    expect(see(true, 'controller')).toMatchObject({ L1: { moves: 3 } });
    stop();
  });
});

describe('what this device has kept', () => {
  const lesson = fc.record({
    moves: fc.nat(99),
    finished: fc.boolean(),
    predictions: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/).filter((key) => !(key in Object.prototype)),
      fc.constantFrom('right' as const, 'wrong' as const, 'watched' as const),
      { maxKeys: 5, noNullPrototype: true },
    ),
    at: fc.nat(),
    room: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/).filter((name) => !(name in Object.prototype))),
  });
  const progress = fc.dictionary(fc.stringMatching(/^L[1-9]\d?$/), lesson, { noNullPrototype: true });

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(progress, (lessons) => {
        expect(readProgress(writeProgress(lessons))).toEqual(lessons);
      }),
    );
  });

  test('is nothing, and never an error, where it is not what this version writes', () => {
    const broken = [
      null,
      '',
      '[]',
      '{',
      '{"version":2,"lessons":{}}',
      '{"version":1,"lessons":{"L1":{"moves":-1}}}',
    ];
    for (const text of broken) expect(readProgress(text)).toEqual({});
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [
        `L${i}`,
        { moves: 1, finished: false, predictions: {}, at: 0, room: null },
      ]),
    );
    expect(readProgress(writeProgress(many))).toEqual({});
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readProgress(text)).toEqual({});
      }),
    );
    expect(readProgress('{"version":1,"lessons":{"__proto__":{"moves":1}}}')).toEqual({});
  });
});

test('one goes on with the lesson under way that was worked on last, never with a finished one', () => {
  const of = (moves: number, finished: boolean, when: number) => ({
    moves,
    finished,
    predictions: {},
    at: when,
    room: null,
  });
  expect(underWay({})).toBeNull();
  expect(underWay({ L1: of(15, true, 9), L5: of(2, false, 5), L3: of(1, false, 7) })).toBe('L3');
  expect(underWay({ L1: of(15, true, 9), L2: of(0, false, 10) })).toBeNull();
});
