import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FactLog, type Fact } from '../../../shared/lessons/facts.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabInfo } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const { events } = readRecording(
  readFileSync(new URL('../../../client/public/recordings/L1.ndjson', import.meta.url), 'utf8'),
);

/** Returns the facts of L1's recording, as if its segments had been seen by these means. */
function factsSeenBy(capture: LabInfo['capture']): FactLog {
  const facts = new FactLog();
  let state = EMPTY_LAB_STATE;
  for (const recorded of events) {
    const event: LabEvent = recorded.type === 'lab-opened' ? { ...recorded, capture } : recorded;
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
});
