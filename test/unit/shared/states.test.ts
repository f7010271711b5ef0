import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LabEvent, Observation } from '../../../shared/log/events.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const folder = new URL('../../../client/public/recordings/', import.meta.url);
const recordings = readdirSync(folder).map((file) => ({
  file,
  events: readRecording(readFileSync(new URL(file, folder), 'utf8')).events,
}));

/** Each event with the states before and after it. */
function folded(events: readonly LabEvent[]): { event: LabEvent; before: LabState; after: LabState }[] {
  let after = EMPTY_LAB_STATE;
  return events.map((event) => {
    const before = after;
    after = applyEvent(before, event);
    return { event, before, after };
  });
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

describe.each(recordings)('the states of $file', ({ events }) => {
  test('[STATE1] are made without a change to the ones before, whatever the event', () => {
    let state = frozen(EMPTY_LAB_STATE);
    for (const event of events) state = frozen(applyEvent(state, frozen(event)));
    // The function is total: an event that nothing led up to is applied as well, and any event a second time.
    for (const event of events) {
      expect(applyEvent(EMPTY_LAB_STATE, event).seq).toBe(event.seq);
      expect(applyEvent(state, event).seq).toBe(event.seq);
    }
  });

  test('[STATE3] are plain JSON', () => {
    for (const { after } of folded(events).filter((_, i) => i % 20 === 0 || i === events.length - 1))
      expect(JSON.parse(JSON.stringify(after))).toStrictEqual(after);
  });

  test('[MODEL1] have the same flows, whatever the kernel’s counters say', () => {
    const wrong = events.map((event) =>
      event.type === 'socket-observed' ? { ...event, changed: miscounted(event.changed) } : event,
    );
    const flows = (log: readonly LabEvent[]) => log.reduce(applyEvent, EMPTY_LAB_STATE).flows;
    expect(flows(wrong)).toEqual(flows(events));
  });
});

test('[MODEL2] what a send has written is an interval while it is in progress, and a number after it', () => {
  let sends = 0;
  for (const { event, before, after } of recordings.flatMap(({ events }) => folded(events))) {
    if (event.type !== 'call-entered' && event.type !== 'call-returned') continue;
    const { name, socket, bytes } = (after.calls[event.call] ?? before.calls[event.call])!;
    const id = after.sockets[socket ?? '']?.out ?? '';
    const [flow, now] = [before.flows[id], after.flows[id]];
    // A listening socket has no flow.
    if (name !== 'send' || flow === undefined || now === undefined) continue;
    if (event.type === 'call-returned') {
      expect(now.written.min).toBe(now.written.max);
      continue;
    }
    sends += 1;
    const { min, max } = flow.written;
    expect(now.written).toEqual({ min, max: max + bytes!.length });
  }
  expect(sends).toBeGreaterThan(20);
});

/** The same reading with each of its numbers wrong. */
function miscounted(changed: Observation): Observation {
  return Object.fromEntries(
    Object.entries(changed).map(([field, value]) => [
      field,
      typeof value === 'number' ? value + 1_000_000 : value,
    ]),
  );
}
