import type { LabEvent } from '../../../shared/log/events.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';

/** A log, as much of it as the choice of a sentence needs. */
export interface NarratedLog {
  /** `events[i]` has seq `base + i + 1`. */
  readonly events: readonly LabEvent[];
  readonly base: number;
  readonly index: LogIndex;
}

/** The events from one seq to another, both included. */
export function eventsOf({ events, base }: NarratedLog, from: number, to: number): readonly LabEvent[] {
  return events.slice(from - base - 1, to - base);
}
