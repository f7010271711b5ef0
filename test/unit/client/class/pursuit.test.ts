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
let played: string[];
let backs: number;
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

const turn = (): Promise<void> => Promise.resolve();
async function elapseInTurns(): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet += 1) {
    await turn();
    if (timers.length === 0) continue;
    timers.shift()!();
    quiet = 0;
  }
}

beforeEach(() => {
  timers = [];
  byHand = 0;
  epoch = 'e1';
  const clock = { now: () => 0, after };
  player = new Player(new Session(), clock, () => ({ speed: 1, time: 'story', trueScale: 1000 }));
  player.load('live', EMPTY_LAB_STATE);
  played = [];
  backs = 0;
  pursuit = new Pursuit({
    player,
    epoch: () => epoch,
    byHand: () => (byHand += 1),
    play: async ({ lesson }) => {
      await turn();
      played.push(lesson);
      if (lesson === 'L99') return;
      player.load('recording', EMPTY_LAB_STATE, lesson);
      player.append(steps(1, 30), true);
      player.toStart();
    },
    goBack: () => {
      backs += 1;
      player.load('live', EMPTY_LAB_STATE);
      player.append(steps(1, 20), true);
    },
  });
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

  test('[CLASS4] goes along into a recording, and back; one that cannot be had is asked for once', async () => {
    player.append(steps(1, 20), true);
    const recorded = (seq: number, lesson = 'L4'): ClassPlayhead => ({ recording: { lesson }, seq });
    pursuit.goTo(recorded(12));
    pursuit.goTo(recorded(13));
    await elapseInTurns();
    expect([played, where(), byHand]).toEqual([['L4'], ['recording', 13], 0]);
    pursuit.goTo(recorded(14));
    expect(where()).toEqual(['recording', 14]);
    pursuit.goTo(recorded(2, 'L99'));
    pursuit.goTo(recorded(3, 'L99'));
    await elapseInTurns();
    expect(played).toEqual(['L4', 'L99']);
    pursuit.goTo(recorded(15));
    await elapseInTurns();
    expect(where()).toEqual(['recording', 15]);
    pursuit.goTo(null);
    expect([backs, where(), byHand]).toEqual([1, ['live', 20], 0]);
    // The presenter is back before the recording is there.
    pursuit.goTo(recorded(4));
    pursuit.goTo(at(3));
    await elapseInTurns();
    expect([backs, where(), byHand]).toEqual([2, ['past', 3], 0]);
    pursuit.goTo(recorded(4));
    await elapseInTurns();
    player.seek(9);
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

describe('a presenter’s page', () => {
  test('[CLASS4] tells where it stands: the newest of many places at most once in a time', async () => {
    player.append(steps(1, 50), true);
    pursuit.end();
    const told: ClassPlayhead[] = [];
    let aside = 0;
    const stop = tellWhereOneStands({
      after,
      epoch: () => epoch,
      tell: (seen) => told.push(seen),
      goAside: () => (aside += 1),
    });
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
    // One from a file is the presenter's own.
    player.load('recording', EMPTY_LAB_STATE);
    player.append(steps(1, 9), true);
    await elapseInTurns();
    expect([told.length, aside]).toEqual([3, 1]);
    player.load('recording', EMPTY_LAB_STATE, 'L4');
    player.append(steps(1, 9), true);
    player.toStart();
    player.seek(7);
    await elapseInTurns();
    expect(told.at(-1)).toEqual({ recording: { lesson: 'L4' }, seq: 7 });
    stop();
    player.seek(3);
    await elapseInTurns();
    expect([told.at(-1), aside]).toEqual([{ recording: { lesson: 'L4' }, seq: 7 }, 1]);
  });
});
