import type { LabEvent } from '../log/events.ts';
import { EMPTY_LAB_STATE } from '../model/lab-state.ts';
import { applyEvent } from '../model/reducer/apply-event.ts';
import { FactLog, type Fact } from './facts.ts';

/** The first event (its seq) of a whole log after which the fact holds; null: it never does. */
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
