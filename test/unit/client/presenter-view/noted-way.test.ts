import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { NotedWay } from '../../../../client/features/presenter-view/projector/noted-way.ts';
import { followWalkthrough } from '../../../../client/lab/follow-walkthrough.ts';
import { NO_WALKTHROUGH, useWalkthrough } from '../../../../client/lab/walkthrough-store.ts';
import { Session } from '../../../../client/playback/session.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';

/** The log of L0, as a lab has it that was opened with this variation. */
function opened(variation: string | undefined): readonly LabEvent[] {
  const file = new URL('../../../../client/public/recordings/L0.ndjson', import.meta.url);
  const [first, ...rest] = readRecording(readFileSync(file, 'utf8')).events;
  if (first?.type !== 'lab-opened') throw new Error('it does not begin with its lab');
  return [{ ...first, ...(variation !== undefined && { variation }) }, ...rest];
}

let session: Session;
beforeEach(() => {
  useWalkthrough.setState(NO_WALKTHROUGH);
  session = new Session();
  session.follow(followWalkthrough);
});

async function load(events: readonly LabEvent[]): Promise<void> {
  session.load({ kind: 'live', base: EMPTY_LAB_STATE });
  session.append(events);
  session.publish();
  await expect.poll(() => useWalkthrough.getState().lesson?.id).toBe('L0');
}

test('[NOTE3] where a variation has no moves of its own, those of its notes are followed, whoever makes them', async () => {
  const events = opened('late');
  const sends = events.findLastIndex((event) => event.type === 'call-entered' && event.name === 'send') + 1;
  await load(events.slice(0, sends));
  let fetched = 0;
  const way = new NotedWay(() => (fetched += 1));
  expect(way.placeAt(sends)).toEqual({ done: null, moves: 0 });
  await expect.poll(() => fetched).toBe(1);
  // The third send has not returned: not one of the three moves is done.
  expect(way.placeAt(sends)).toEqual({ done: 0, moves: 3 });
  session.append(events.slice(sends));
  session.publish();
  expect(way.placeAt(events.length)).toEqual({ done: 3, moves: 3 });
  expect(way.placeAt(sends)).toEqual({ done: 0, moves: 3 });
});

test('[NOTE3] the moves of a lesson are left to its own walkthrough', async () => {
  await load(opened(undefined));
  expect(new NotedWay(() => {}).placeAt(1)).toBeNull();
});
