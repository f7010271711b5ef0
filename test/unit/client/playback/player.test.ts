import { beforeEach, describe, expect, test } from 'vitest';
import { toRetransmission } from '../../../../client/features/timeline/to-retransmission.ts';
import { BACKLOG_LIMIT, LONGEST_SLOW_MOTION_MS, Player } from '../../../../client/playback/player.ts';
import { Session } from '../../../../client/playback/session.ts';
import { usePlayback } from '../../../../client/playback/playback-store.ts';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { Conversation } from '../stage/conversation.ts';
import { steps } from '../../../support/steps.ts';

/** A clock that is moved by hand. */
class Hands {
  now = 0;
  #timers: { at: number; run: () => void }[] = [];
  clock = {
    now: () => this.now,
    after: (ms: number, run: () => void) => {
      const timer = { at: this.now + ms, run };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((t) => t !== timer);
      };
    },
  };
  go(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#timers = this.#timers.filter((t) => t !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }
}

const step = (seq: number, at: number): LabEvent => ({ ...steps(seq, seq)[0]!, at });
const rest = (seq: number, at: number): LabEvent => ({ seq, at, source: 'kernel', type: 'at-rest' });

let hands: Hands;
let player: Player;
const cursor = () => usePlayhead.getState().cursor;
const mode = () => usePlayhead.getState().mode;

beforeEach(() => {
  hands = new Hands();
  player = new Player(new Session(), hands.clock, () => ({ speed: 1, time: 'story', trueScale: 1000 }));
  player.load('live', EMPTY_LAB_STATE);
});

describe('a live log', () => {
  test('that was there before is shown at its end', () => {
    player.append(steps(1, 20), true);
    expect(cursor()).toBe(20);
    expect(mode()).toBe('live');
  });

  test('is told event by event, each with its transition', () => {
    player.append(steps(1, 1), true);
    hands.go(5000);
    player.append(steps(2, 4), false);
    hands.go(0);
    expect(cursor()).toBe(2);
    expect(usePlayhead.getState().transition?.event.seq).toBe(2);
    expect(usePlayhead.getState().previous.seq).toBe(1);
    hands.go(5000);
    expect(cursor()).toBe(4);
    expect(mode()).toBe('live');
  });

  test('that runs ahead by more than the limit is shown at once', () => {
    player.append(steps(1, 1), true);
    player.append(steps(2, BACKLOG_LIMIT + 12), false);
    hands.go(1400);
    expect(cursor()).toBe(BACKLOG_LIMIT + 12);
    expect(usePlayhead.getState().transition).toBeNull();
  });

  test('that floods is drawn with the jumps, not with each batch, and none of it is missing', () => {
    player.append(steps(1, 1), true);
    let drawings = 0;
    const stop = usePlayhead.subscribe((now, then) => (drawings += Number(now.head !== then.head)));
    for (let frame = 0; frame < 60; frame += 1) {
      player.append(steps(2 + frame * 40, 41 + frame * 40), false);
      hands.go(16);
    }
    expect(drawings).toBeLessThanOrEqual(1 + (60 * 16) / 250);
    expect(usePlayback.getState().arrival).toBe('flood');
    player.seek(500);
    expect(usePlayback.getState().arrival).toBe('step');
    stop();
    expect(usePlayhead.getState().events.map(({ seq }) => seq)).toEqual(steps(1, 2401).map(({ seq }) => seq));
    expect(mode()).toBe('past');
    player.toEnd();
    expect(cursor()).toBe(2401);
    expect(mode()).toBe('live');
  });

  test('that floods in short batches is drawn with the jumps too, and its end is told', () => {
    player.append(steps(1, 1), true);
    player.append(steps(2, BACKLOG_LIMIT + 12), false);
    hands.go(0);
    expect(cursor()).toBe(BACKLOG_LIMIT + 12);
    let drawings = 0;
    const stop = usePlayhead.subscribe((now, then) => (drawings += Number(now.head !== then.head)));
    let head = BACKLOG_LIMIT + 12;
    for (let frame = 0; frame < 60; frame += 1) {
      player.append(steps(head + 1, head + 4), false);
      head += 4;
      hands.go(16);
    }
    expect(drawings).toBeLessThanOrEqual(1 + (60 * 16) / 250);
    hands.go(60_000);
    stop();
    expect(cursor()).toBe(head);
    expect(usePlayhead.getState().head).toBe(head);
  });

  test('of a run at full speed is drawn seldom, also where little comes, and at once when the run is over', () => {
    player.rush(true);
    player.load('live', EMPTY_LAB_STATE);
    player.append(steps(1, 1), true);
    expect(cursor()).toBe(1);
    player.append(steps(2, 2), false);
    hands.go(2000);
    player.append(steps(3, 200), false);
    hands.go(900);
    expect([cursor(), usePlayhead.getState().head]).toEqual([1, 1]);
    hands.go(100);
    expect([cursor(), usePlayback.getState().arrival]).toEqual([200, 'flood']);
    hands.go(10_000);
    player.append(steps(201, 201), false);
    player.append(steps(202, 203), false);
    hands.go(0);
    expect([cursor(), usePlayback.getState().arrival]).toEqual([203, 'flood']);
    player.append(steps(204, 300), false);
    hands.go(600);
    expect(cursor()).toBe(203);
    player.rush(false);
    hands.go(0);
    expect(cursor()).toBe(300);
  });

  test('of a run at full speed does not draw the lab that its key ends, nor the next one in parts', () => {
    player.append(steps(1, 1), true);
    player.rush(true);
    player.catchUp();
    player.append(steps(2, 3), false);
    hands.go(2900);
    expect(cursor()).toBe(1);
    hands.go(100);
    expect([cursor(), usePlayback.getState().arrival]).toEqual([3, 'flood']);
    const ways: string[] = [];
    const unsubscribe = usePlayhead.subscribe(() => ways.push(usePlayback.getState().arrival));
    player.load('live', EMPTY_LAB_STATE);
    unsubscribe();
    expect(ways).toEqual(['jump']);
    player.rush(false);
  });

  test('shows what comes of a press at once also just after a jump', () => {
    player.append(steps(1, 1), true);
    player.append(steps(2, BACKLOG_LIMIT + 12), false);
    hands.go(0);
    player.append(steps(BACKLOG_LIMIT + 13, 2 * BACKLOG_LIMIT + 20), false);
    hands.go(250);
    player.catchUp();
    const acted = cursor();
    player.append(steps(acted + 1, acted + 1), false);
    expect(cursor()).toBe(acted + 1);
  });

  test('is caught up with before the learner acts', () => {
    player.append(steps(1, 1), true);
    player.append(steps(2, 9), false);
    player.catchUp();
    expect(cursor()).toBe(9);
    hands.go(5000);
    expect(cursor()).toBe(9);
  });

  // The effects of a press must not wait for as long as the learner has thought about it.
  test.each([0, 5, 60, 149, 151, 3000])(
    'shows what comes of a press within 100 ms, %i ms after the last rest',
    (thoughtMs) => {
      player.append([...steps(1, 3), rest(4, 300_200)], false);
      hands.go(10_000);
      player.catchUp();
      player.append([step(5, 300_200 + thoughtMs * 1000)], false);
      hands.go(100);
      expect(cursor()).toBe(5);
    },
  );

  test('shows what comes of a press at once also while it is still telling, and not at rest', () => {
    player.append(steps(1, 1), true);
    player.append(steps(2, 6), false);
    hands.go(10);
    player.catchUp();
    expect(cursor()).toBe(6);
    player.append([step(7, 601_000), step(8, 700_000)], false);
    hands.go(100);
    expect(cursor()).toBe(7);
    hands.go(5000);
    expect(cursor()).toBe(8);
  });

  test('leaves somebody who only watches the motion under way', () => {
    player.append(steps(1, 1), true);
    hands.go(5000);
    player.append([step(2, 200_000), rest(3, 200_100), step(4, 201_000)], false);
    hands.go(0);
    expect(cursor()).toBe(2);
    hands.go(100);
    expect(cursor()).toBe(3);
    hands.go(60);
    expect(cursor()).toBe(4);
  });

  test('goes on behind a learner who looks back, until sent to the live end', () => {
    player.append(steps(1, 10), true);
    player.step(-1);
    expect(mode()).toBe('past');
    expect(usePlayhead.getState().transition).toBeNull();
    player.append(steps(11, 12), false);
    hands.go(5000);
    expect(cursor()).toBe(9);
    expect(usePlayhead.getState().head).toBe(12);
    player.toEnd();
    expect(cursor()).toBe(12);
    expect(mode()).toBe('live');
    player.append(steps(13, 13), false);
    hands.go(5000);
    expect(cursor()).toBe(13);
  });

  test('is live again where stepping or playing forward reaches its end', () => {
    player.append(steps(1, 10), true);
    player.step(-1);
    player.step(1);
    expect(mode()).toBe('live');
    player.seek(5);
    player.play();
    hands.go(60_000);
    expect(cursor()).toBe(10);
    expect(mode()).toBe('live');
    expect(usePlayback.getState().playing).toBe(false);
  });
});

describe('a recording', () => {
  beforeEach(() => {
    player.load('recording', EMPTY_LAB_STATE, 'L1');
    player.append(steps(1, 5), true);
  });

  test('starts at its beginning, is never live, and stops at its end', () => {
    expect(cursor()).toBe(0);
    player.play();
    hands.go(60_000);
    expect(cursor()).toBe(5);
    expect(mode()).toBe('recording');
    expect(usePlayback.getState().playing).toBe(false);
  });

  test('starts where there is something to see, though it never came to rest before', () => {
    player.load('recording', EMPTY_LAB_STATE, 'L1');
    const opened: LabEvent[] = [1, 2].map((seq) => ({
      seq,
      at: seq,
      source: 'program',
      type: 'thread-at',
      thread: 't',
      line: 1,
    }));
    player.append([...opened, step(3, 100)], true);
    player.toStart();
    expect(cursor()).toBe(2);
    player.play();
    hands.go(20);
    expect(cursor()).toBe(3);
  });

  test('pauses where it is', () => {
    player.play();
    hands.go(700);
    player.pause();
    const at = cursor();
    hands.go(5000);
    expect(cursor()).toBe(at);
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(5);
  });

  test('gives the same state whichever way the cursor came', () => {
    player.seek(4);
    const forward = usePlayhead.getState().state;
    player.toEnd();
    player.step(-1);
    expect(usePlayhead.getState().state).toEqual(forward);
  });
});

describe('playing a part of a log', () => {
  /** A step every 2 ms, each of which would take 714 ms on the screen. */
  const log = Array.from({ length: 40 }, (_, i) => step(i + 1, i * 2000));

  test('slow motion shows a past part event by event, and comes back to live', () => {
    player.append(log, true);
    player.slowMotion({ from: 11, to: 20 });
    expect(mode()).toBe('past');
    expect(usePlayback.getState().slowMotion).toEqual({ from: 11, to: 20 });
    hands.go(16);
    expect(cursor()).toBe(11);
    const seen = new Set<number>();
    const stop = usePlayhead.subscribe((now) => seen.add(now.cursor));
    hands.go(60_000);
    stop();
    expect([...seen]).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 40]);
    expect(mode()).toBe('live');
    expect(usePlayback.getState()).toMatchObject({ slowMotion: null, playing: false });
  });

  test('asked for once more it ends at once, and a hand on the scrubber ends it where the hand is', () => {
    player.append(log, true);
    player.slowMotion({ from: 11, to: 20 });
    player.slowMotion({ from: 11, to: 20 });
    expect(cursor()).toBe(40);
    player.slowMotion({ from: 11, to: 20 });
    player.seek(5);
    hands.go(60_000);
    expect(cursor()).toBe(5);
    expect(usePlayback.getState().slowMotion).toBeNull();
  });

  test('comes back to its place in a recording', () => {
    player.load('recording', EMPTY_LAB_STATE);
    player.append(log, true);
    player.seek(25);
    player.slowMotion({ from: 11, to: 20 });
    hands.go(60_000);
    expect(cursor()).toBe(25);
    expect(mode()).toBe('recording');
  });

  test('no flood takes longer than the longest slow motion', () => {
    const flood = Array.from({ length: 2000 }, (_, i) => step(i + 1, i * 2000));
    player.append(flood, true);
    const began = hands.now;
    player.slowMotion({ from: 1, to: 2000 });
    while (usePlayback.getState().slowMotion !== null) hands.go(50);
    expect(hands.now - began).toBeGreaterThan(LONGEST_SLOW_MOTION_MS / 2);
    expect(hands.now - began).toBeLessThanOrEqual(LONGEST_SLOW_MOTION_MS * 1.1);
  });

  test('a run of more events than a lesson has is played in a minute and a half, a shorter one at its own pace', () => {
    const playedFor = (events: number): number => {
      player.load('recording', EMPTY_LAB_STATE);
      player.append(
        Array.from({ length: events }, (_, i) => step(i + 1, i * 2000)),
        true,
      );
      player.seek(0);
      const began = hands.now;
      player.play();
      while (usePlayback.getState().playing) hands.go(50);
      expect(cursor()).toBe(events);
      return hands.now - began;
    };
    expect(playedFor(2000)).toBeLessThanOrEqual(90_000 * 1.1);
    expect(playedFor(2000)).toBeGreaterThan(45_000);
    expect(playedFor(300)).toBeGreaterThan(90_000);
  });

  test('a long run that grows while it is played is played to its newest end, and then followed', () => {
    const part = (from: number, to: number): LabEvent[] =>
      Array.from({ length: to - from + 1 }, (_, i) => step(from + i, (from + i) * 2000));
    player.append(part(1, 2000), true);
    player.seek(0);
    player.play();
    hands.go(10_000);
    player.append(part(2001, 2100), true);
    while (usePlayback.getState().playing) hands.go(50);
    expect(cursor()).toBe(2100);
    expect(mode()).toBe('live');
  });

  test('plays up to an event within a time, and stops there', () => {
    player.load('recording', EMPTY_LAB_STATE);
    player.append(log, true);
    player.seek(1);
    player.playTo(30, 1000);
    hands.go(1100);
    expect(cursor()).toBe(30);
    expect(usePlayback.getState().playing).toBe(false);
    hands.go(5000);
    expect(cursor()).toBe(30);
  });
});

describe('the time for reading', () => {
  test('is left after what is to be read, in a recording only, and less of it at a higher speed', () => {
    let speed = 1;
    player = new Player(new Session(), hands.clock, () => ({ speed, time: 'story', trueScale: 1000 }));
    player.readBy((seq) => (seq === 2 ? 4000 : 0));
    const reachedThree = (): number => {
      player.seek(1);
      player.play();
      const began = hands.now;
      while (cursor() < 3) hands.go(10);
      player.pause();
      return hands.now - began;
    };
    player.load('recording', EMPTY_LAB_STATE);
    player.append(steps(1, 5), true);
    expect(reachedThree()).toBeGreaterThanOrEqual(4000);
    speed = 4;
    expect(reachedThree()).toBeLessThan(2000);
    speed = 1;
    player.load('live', EMPTY_LAB_STATE);
    player.append(steps(1, 1), true);
    player.append(steps(2, 5), false);
    hands.go(3900);
    expect(cursor()).toBe(5);
  });
});

describe('a retransmission', () => {
  test('is gone forward to, from each to the next, and playing goes on', () => {
    const talk = new Conversation().listen();
    for (let i = 0; i < 3; i += 1) talk.segment('client', ['SYN'], 0, 0);
    player.load('recording', EMPTY_LAB_STATE);
    player.append(talk.events, true);
    const again = talk.events.filter(({ type }) => type === 'segment-sent').slice(1);
    player.seek(1);
    for (const { seq } of again) {
      toRetransmission(player);
      expect(cursor()).toBe(seq);
    }
    toRetransmission(player);
    expect(cursor()).toBe(again.at(-1)!.seq);
    player.seek(1);
    player.play();
    toRetransmission(player);
    expect(usePlayback.getState().playing).toBe(true);
  });
});
