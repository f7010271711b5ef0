import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { followWalkthrough } from '../../../../client/lab/follow-walkthrough.ts';
import { isFinished, NO_WALKTHROUGH, useWalkthrough } from '../../../../client/lab/walkthrough-store.ts';
import { Session } from '../../../../client/playback/session.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';

const recorded = (lesson: string) =>
  readRecording(
    readFileSync(new URL(`../../../../client/public/recordings/${lesson}.ndjson`, import.meta.url), 'utf8'),
  ).events;
const run = () => useWalkthrough.getState();

let session: Session;
beforeEach(() => {
  useWalkthrough.setState(NO_WALKTHROUGH);
  session = new Session();
  session.follow(followWalkthrough);
});

test('whether the lesson asks is unknown from the log’s opening until the programs stand and the lesson is there', async () => {
  const events = recorded('L1');
  const stands = events.findIndex(({ type }) => type === 'at-rest') + 1;
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  expect(run().pending).toBe(true);
  session.append(events.slice(0, 1));
  await expect.poll(() => run().lesson?.id).toBe('L1');
  expect(run().pending).toBe(true);
  session.append(events.slice(1, stands));
  session.publish();
  expect(run()).toMatchObject({ pending: false, live: true, seen: stands });
});

test('[LESSON2] the way through a run is the same, whether the lesson was there before it or came after it', async () => {
  const events = recorded('L1');
  session.load({ kind: 'recording', base: EMPTY_LAB_STATE });
  session.append(events.slice(0, 1));
  await expect.poll(() => run().lesson?.id).toBe('L1');
  session.append(events.slice(1));
  session.publish();
  const before = run();
  expect(isFinished(before)).toBe(true);
  // A move is looked at only at rest. The moves of a recording were made by somebody else.
  expect(events[before.movedAt - 1]?.type).toBe('at-rest');

  session.load({ kind: 'recording', base: EMPTY_LAB_STATE });
  expect(run()).toMatchObject({ pending: true, lesson: null });
  session.append(events);
  session.publish();
  await expect.poll(() => run().lesson?.id).toBe('L1');
  const { movedAt, steppedAt, answered, seen, pending } = run();
  expect({ movedAt, steppedAt, answered, seen, pending }).toEqual({
    movedAt: before.movedAt,
    steppedAt: before.steppedAt,
    answered: before.answered,
    seen: events.length,
    pending: false,
  });
});

test('a log that takes another’s place leaves no instant at which nothing is asked', () => {
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  const pending: boolean[] = [];
  const stop = useWalkthrough.subscribe((now) => pending.push(now.pending));
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  stop();
  expect(pending).toEqual([true]);
});

test('a log without a beginning is not followed, nor one with a program of the learner’s own', async () => {
  session.load({ kind: 'live', base: { ...EMPTY_LAB_STATE, seq: 40 } });
  expect(run()).toEqual(NO_WALKTHROUGH);

  const own = recorded('L1').map((event) =>
    event.type === 'program-loaded' ? { ...event, tree: { statements: [] } } : event,
  );
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  session.append(own);
  await expect.poll(run).toEqual(NO_WALKTHROUGH);
});
