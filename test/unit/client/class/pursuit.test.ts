import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Pursuit } from '../../../../client/features/class/pursuit.ts';
import { tellWhereOneStands } from '../../../../client/features/class/stand.ts';
import { Player } from '../../../../client/playback/player.ts';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { Session } from '../../../../client/playback/session.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import type { ClassPlayhead } from '../../../../shared/protocol/class-schema.ts';
import { steps } from '../../../support/steps.ts';

let player: Player;
let timers: (() => void)[];
let pursuit: Pursuit;
let byHand: number;
let epoch: string;
const at = (seq: number, of = 'e1'): ClassPlayhead => ({ epoch: of, seq });
const where = (): readonly [string, number] => {
  const { mode, cursor } = usePlayhead.getState();
  return [mode, cursor];
};
const after = (_ms: number, then: () => void): (() => void) => {
  timers.push(then);
  return () => {
    timers = timers.filter((one) => one !== then);
  };
};
const elapse = (): void => {
  for (let rounds = 0; timers.length > 0 && rounds < 1000; rounds += 1) timers.shift()!();
};

beforeEach(() => {
  timers = [];
  byHand = 0;
  epoch = 'e1';
  const clock = { now: () => 0, after };
  player = new Player(new Session(), clock, () => ({ speed: 1, time: 'story', trueScale: 1000 }));
  player.load('live', EMPTY_LAB_STATE);
  pursuit = new Pursuit({ player, epoch: () => epoch, byHand: () => (byHand += 1) });
  pursuit.begin();
});

afterEach(() => pursuit.end());

describe('a follower’s page', () => {
  test('[CLASS4] goes where the presenter looks, and back to the newest event with them', () => {
    player.append(steps(1, 20), true);
    for (const seq of [3, 12, 11, 12]) {
      pursuit.goTo(at(seq));
      expect(where()).toEqual(['past', seq]);
    }
    pursuit.goTo(null);
    expect(where()).toEqual(['live', 20]);
    expect(byHand).toBe(0);
  });

  test('[CLASS4] goes to an event as soon as its log has come to it, and not beyond', () => {
    player.append(steps(1, 5), true);
    pursuit.goTo(at(8));
    player.append(steps(6, 7), true);
    expect(where()).toEqual(['live', 7]);
    player.append(steps(8, 20), true);
    expect(where()).toEqual(['past', 8]);
    player.append(steps(21, 30), false);
    elapse();
    expect(where()).toEqual(['past', 8]);
    expect(byHand).toBe(0);
  });

  test('[CLASS4] does not go to an event of another log', () => {
    player.append(steps(1, 20), true);
    pursuit.goTo(at(3, 'e2'));
    expect(where()).toEqual(['live', 20]);
    epoch = 'e2';
    player.load('live', EMPTY_LAB_STATE);
    player.append(steps(1, 9), true);
    expect(where()).toEqual(['past', 3]);
    expect(byHand).toBe(0);
  });

  test.each([
    ['a step back', () => player.step(-1)],
    ['a jump', () => player.seek(2)],
    ['the way to the newest event', () => player.toEnd()],
    ['a recording', () => player.load('recording', EMPTY_LAB_STATE)],
  ])('[CLASS4] is told apart from its own hand: %s', (_, move) => {
    player.append(steps(1, 20), true);
    pursuit.goTo(at(10));
    expect(byHand).toBe(0);
    move();
    expect(byHand).toBeGreaterThan(0);
  });

  test('[CLASS4] is not taken along while somebody looks around, and then goes straight back', () => {
    player.append(steps(1, 20), true);
    pursuit.end();
    player.seek(5);
    pursuit.goTo(at(9));
    expect(where()).toEqual(['past', 5]);
    pursuit.begin();
    expect(where()).toEqual(['past', 9]);
  });
});

test('[CLASS4] whatever the order of scrubs, events and messages, a follower ends where the presenter is, and never turns back', () => {
  const hand = fc.oneof(
    fc.record({ is: fc.constant('scrub'), n: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ is: fc.constant('log'), n: fc.integer({ min: 1, max: 15 }) }),
    fc.record({ is: fc.constant('live'), n: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(hand, { maxLength: 25 }), (hands) => {
      player.load('live', EMPTY_LAB_STATE);
      pursuit.goTo(null);
      let head = 0;
      let wanted: ClassPlayhead = null;
      const seen: number[] = [];
      const stop = usePlayhead.subscribe((now, then) => {
        if (now.cursor !== then.cursor && now.index === then.index) seen.push(now.cursor);
      });
      for (const { is, n } of hands) {
        if (is === 'log') {
          player.append(steps(head + 1, head + n), true);
          head += n;
        } else {
          wanted = is === 'live' ? null : at(n);
          const from = usePlayhead.getState().cursor;
          seen.length = 0;
          pursuit.goTo(wanted);
          // One message moves the picture once, and straight to its place.
          const to = wanted === null ? head : Math.min(wanted.seq, head);
          expect(seen).toEqual(from === to ? [] : [to]);
        }
      }
      const most = wanted === null ? 0 : wanted.seq + 1;
      if (head < most) player.append(steps(head + 1, most), true);
      stop();
      expect(where()).toEqual(wanted === null ? ['live', head] : ['past', wanted.seq]);
    }),
  );
  expect(byHand).toBe(0);
});

const turn = (): Promise<void> => Promise.resolve();
async function elapseInTurns(): Promise<void> {
  await turn();
  while (timers.length > 0) {
    timers.shift()!();
    await turn();
  }
}

describe('a presenter’s page', () => {
  test('[CLASS4] tells where it stands: the newest of many places at most once in a time', async () => {
    player.append(steps(1, 50), true);
    pursuit.end();
    const told: ClassPlayhead[] = [];
    const stop = tellWhereOneStands({ after, epoch: () => epoch, tell: (seen) => told.push(seen) });
    await turn();
    expect(told).toEqual([null]);
    for (let seq = 40; seq >= 10; seq -= 1) player.seek(seq);
    await elapseInTurns();
    expect(told).toEqual([null, at(10)]);
    player.toEnd();
    await elapseInTurns();
    player.append(steps(51, 52), true);
    await elapseInTurns();
    expect(told).toEqual([null, at(10), null]);
    player.load('recording', EMPTY_LAB_STATE);
    await elapseInTurns();
    stop();
    player.seek(3);
    await elapseInTurns();
    expect(told).toEqual([null, at(10), null]);
  });
});
