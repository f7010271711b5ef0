import type { LabEvent } from '../../shared/events.ts';
import { conservationFaults } from '../../shared/conservation.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/lab-state.ts';
import { applyEvent } from '../../shared/reducer/apply-event.ts';
import { Timeline } from '../../shared/timeline.ts';
import { disagreements, witnessOf } from '../../shared/witness.ts';

type Reducer = (state: LabState, event: LabEvent) => LabState;

/** What the rules say of a whole log, with how much was compared: a check of nothing is no check. */
export interface LogReport {
  readonly events: number;
  readonly rests: number;
  /** Pairs of one model figure and one kernel figure. */
  readonly compared: number;
  readonly faults: readonly string[];
}

/** Folds a log event by event, checking conservation at each and the witness at each rest. */
export function checkLog(events: readonly LabEvent[], reduce: Reducer = applyEvent): LogReport {
  const faults: string[] = [];
  let state = EMPTY_LAB_STATE;
  let rests = 0;
  let compared = 0;
  for (const event of events) {
    if (event.seq !== state.seq + 1) faults.push(`event ${event.seq} follows ${state.seq}`);
    state = reduce(state, event);
    faults.push(...conservationFaults(state), ...disagreements(state));
    if (!state.atRest) continue;
    rests += 1;
    for (const id of Object.keys(state.sockets)) compared += witnessOf(state, id).length;
  }
  return { events: events.length, rests, compared, faults };
}

export function timelineOf(events: readonly LabEvent[]): Timeline {
  const timeline = new Timeline();
  timeline.append(events);
  return timeline;
}
