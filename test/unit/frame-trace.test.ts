import { expect, test } from 'vitest';
import { framesBetween, type TraceEvent } from '../bench/frame-trace.ts';

/** One event of the main thread, in ms. */
const event = (name: string, atMs: number, ms = 0, tid = 1): TraceEvent => ({
  name,
  ph: name.startsWith('act') ? 'I' : 'X',
  pid: 1,
  tid,
  ts: atMs * 1000,
  dur: ms * 1000,
  tdur: ms * 500,
});

test('a frame has the script between its callback and the next, and nested script counts once', () => {
  const trace = [
    event('FireAnimationFrame', 1, 1),
    event('act begins', 10),
    event('FireAnimationFrame', 20, 2),
    event('RunTask', 24, 9),
    event('FunctionCall', 25, 6),
    event('RunMicrotasks', 26, 4),
    event('FunctionCall', 27, 8, 2),
    event('FireAnimationFrame', 36, 1),
    event('FunctionCall', 40, 3),
    event('FireAnimationFrame', 52, 1),
    event('act ends', 60),
    event('FunctionCall', 70, 9),
  ];
  expect(framesBetween(trace, 'act begins', 'act ends')).toEqual({
    frames: [
      { ms: 16, scriptMs: 8, onCoreMs: 4 },
      { ms: 16, scriptMs: 4, onCoreMs: 2 },
    ],
    tasksMs: [9],
  });
});

test('a frame with several callbacks in its task is one frame', () => {
  const trace = [
    event('act begins', 0),
    event('RunTask', 10, 9),
    event('FireAnimationFrame', 11, 2),
    event('FireAnimationFrame', 14, 3),
    event('RunTask', 26, 5),
    event('FireAnimationFrame', 27, 1),
    event('FireAnimationFrame', 28, 1),
    event('act ends', 40),
  ];
  expect(framesBetween(trace, 'act begins', 'act ends').frames).toEqual([
    { ms: 16, scriptMs: 5, onCoreMs: 2.5 },
  ]);
});

test('a trace without its marks is refused', () => {
  expect(() => framesBetween([event('act begins', 1)], 'act begins', 'act ends')).toThrow('no marks');
});
