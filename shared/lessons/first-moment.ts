import type { LabEvent } from '../log/events.ts';
import { EMPTY_LAB_STATE } from '../model/lab-state.ts';
import { applyEvent } from '../model/reducer/apply-event.ts';
import { FactLog, type Fact } from './facts.ts';

/**
 * Returns the seq of the first event after which the fact holds, or null if it never does. It needs a whole
 * log.
 */
export function firstMoment(events: readonly LabEvent[], fact: Fact): number | null {
  const log = new FactLog();
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    log.see(event, state);
    if (log.holds(fact)) return event.seq;
  }
  return null;
}
