import { beforeEach, describe, expect, test } from 'vitest';
import { type Part, Turns } from '../../../../client/playback/turns.ts';

let frames: (() => void)[];
let turns: Turns;
let drawn: string[];
const draws = new Map<Part, () => void>();

/** Asks for these parts, as a jump of a flood does. */
function jump(...parts: readonly Part[]): void {
  for (const part of parts) {
    const draw = draws.get(part) ?? (() => drawn.push(part));
    draws.set(part, draw);
    turns.wait(part, draw);
  }
}
/** Runs one frame, and returns what was drawn in it. */
function frame(): readonly string[] {
  drawn = [];
  for (const run of frames.splice(0)) run();
  return drawn;
}

beforeEach(() => {
  frames = [];
  drawn = [];
  draws.clear();
  turns = new Turns((then) => frames.push(then));
});

describe('the turns of the page’s parts', () => {
  test('are one a frame, the columns before the lines that go to them, and no frame is asked for afterwards', () => {
    jump('causes', 'server', 'client', 'server');
    expect([frame(), frame(), frame()]).toEqual([['client'], ['server'], ['causes']]);
    expect(frames).toEqual([]);
    jump('client');
    expect(frame()).toEqual(['client']);
  });

  test('have all that belongs to a part drawn in one frame', () => {
    jump('log');
    turns.wait('log', () => drawn.push('its row'));
    expect(frame()).toEqual(['log', 'its row']);
  });

  test('come to each part, however often those before it are to be drawn again', () => {
    jump('client', 'ladder', 'log');
    expect(frame()).toEqual(['client']);
    jump('client', 'ladder', 'log');
    expect(frame()).toEqual(['ladder']);
    jump('client', 'ladder', 'log');
    expect([frame(), frame(), frame()]).toEqual([['log'], ['client'], ['ladder']]);
    expect(frames).toEqual([]);
  });

  test('go on where a part that is drawn asks for another', () => {
    turns.wait('client', () => jump('log'));
    expect([frame(), frame()]).toEqual([[], ['log']]);
    expect(frames).toEqual([]);
  });

  test('are over once all is drawn, also what is asked for meanwhile', async () => {
    let isOver = false;
    await turns.over();
    jump('client', 'log');
    void turns.over().then(() => (isOver = true));
    frame();
    jump('wire');
    frame();
    await Promise.resolve();
    expect(isOver).toBe(false);
    frame();
    await Promise.resolve();
    expect(isOver).toBe(true);
  });

  test('do not begin for what is held, until another part is to be drawn or all are', async () => {
    turns.hold('log', () => drawn.push('log'));
    expect(frames).toEqual([]);
    jump('client');
    expect([frame(), frame()]).toEqual([['client'], ['log']]);
    turns.hold('wire', () => drawn.push('wire'));
    let isOver = false;
    void turns.over().then(() => (isOver = true));
    await Promise.resolve();
    expect([isOver, frame()]).toEqual([false, ['wire']]);
    await Promise.resolve();
    expect([isOver, frames]).toEqual([true, []]);
  });
});
