import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FactLog, type Fact } from '../../../shared/lessons/facts.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabInfo } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const recorded = (id: string): readonly LabEvent[] =>
  readRecording(
    readFileSync(new URL(`../../../client/public/recordings/${id}.ndjson`, import.meta.url), 'utf8'),
  ).events;

/** Returns the facts of L1's recording, as if its segments had been seen by these means. */
function factsSeenBy(capture: LabInfo['capture']): FactLog {
  return factsOf(
    recorded('L1').map((event) => (event.type === 'lab-opened' ? { ...event, capture } : event)),
  );
}

function factsOf(events: readonly LabEvent[]): FactLog {
  const facts = new FactLog();
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    facts.see(event, state);
  }
  return facts;
}

describe('[LESSON3] a fact is asked of the log of this run', () => {
  const sent: Fact = { fact: 'sent', from: 'client', what: 'SYN' };
  const read: Fact = { fact: 'returns', program: 'server', call: 'recv', value: 7 };
  const onWire: Fact = { fact: 'on-wire', of: read };

  test('which it holds for or not', () => {
    const facts = factsSeenBy('wire');
    expect([sent, read, onWire].map((fact) => facts.holds(fact))).toEqual([true, true, true]);
    expect(facts.holds({ ...read, value: 8 })).toBe(false);
    expect(facts.holds({ ...sent, atLeast: 2 })).toBe(false);
  });

  test.each([
    ['wire', [true, true, true]],
    ['packet-socket', [true, true, false]],
    ['counters', [false, true, false]],
  ] as const)('and, where segments are seen by %s, can be shown or not', (capture, shown) => {
    const facts = factsSeenBy(capture);
    expect([sent, read, onWire].map((fact) => facts.canShow(fact))).toEqual(shown);
    expect(facts.canShow({ fact: 'not', of: sent })).toBe(shown[0]);
    expect(facts.canShow({ fact: 'all', of: [read, sent] })).toBe(shown[0]);
  });

  test('of an accept queue before the first accept, however long it is later', () => {
    const before: Fact = { fact: 'queued', before: 'accept', atLeast: 2, atMost: 2 };
    const ever: Fact = { fact: 'queued', atLeast: 2, atMost: 2 };
    const events = recorded('L8');
    expect([before, ever].map((fact) => factsOf(events).holds(fact))).toEqual([true, true]);
    const accept = events.find((event) => event.type === 'call-entered' && event.name === 'accept');
    const longer = (event: LabEvent): LabEvent =>
      event.type === 'socket-observed' && event.seq > (accept?.seq ?? 0) && event.changed.rqueue === 2
        ? { ...event, changed: { ...event.changed, rqueue: 3 } }
        : event;
    const raced = factsOf(events.map(longer));
    expect([before, ever].map((fact) => raced.holds(fact))).toEqual([true, false]);
  });
});
