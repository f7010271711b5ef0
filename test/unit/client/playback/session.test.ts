import { expect, test } from 'vitest';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { type Follower, Session } from '../../../../client/playback/session.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';

const steps = (from: number, to: number): LabEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    seq: from + i,
    at: (from + i) * 1000,
    source: 'program',
    type: 'thread-step',
    thread: 't',
    line: 1,
  }));

/** This projection writes down what it is shown. */
function recorder() {
  const seen: string[] = [];
  const follower: Follower = ({ kind }) => {
    seen.push(`begins ${kind}`);
    return {
      see: (event, after) => seen.push(`${event.seq}→${after.seq}`),
      publish: () => seen.push('publish'),
      end: () => seen.push('end'),
    };
  };
  return { seen, follower };
}

test('each projection sees each event once, with the state after it, and is published once a batch', () => {
  const { seen, follower } = recorder();
  const session = new Session();
  session.follow(follower);
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  session.append(steps(1, 2));
  session.publish();
  session.publish();
  session.append(steps(3, 3));
  session.publish();
  session.load({ kind: 'recording', base: EMPTY_LAB_STATE });
  expect(seen).toEqual(['begins live', '1→1', '2→2', 'publish', '3→3', 'publish', 'end', 'begins recording']);
});

test('what the page reads changes with a publish only, all of it at once', () => {
  const session = new Session();
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  session.append(steps(1, 5));
  expect(usePlayhead.getState()).toMatchObject({ head: 0, events: [] });
  session.publish();
  const { events, head, headState, occupancy, stateAt } = usePlayhead.getState();
  expect([events.length, head, headState.seq, occupancy['client-send'].length]).toEqual([5, 5, 5, 5]);
  expect(stateAt(3).seq).toBe(3);
  session.append(steps(6, 9));
  // A value that was read stays as it was, although the log has grown.
  expect(events.length).toBe(5);
});

test('a projection that begins late is shown what the log holds', () => {
  const seen: number[] = [];
  const session = new Session();
  let begin = (): void => {};
  session.follow((_, replay) => {
    begin = () => replay((event, after) => seen.push(event.seq, after.seq));
    return { see: () => {} };
  });
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  session.append(steps(1, 3));
  begin();
  expect(seen).toEqual([1, 1, 2, 2, 3, 3]);
});
