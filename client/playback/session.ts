import type { LabEvent } from '../../shared/log/events.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { type Playhead, usePlayhead } from './playhead-store.ts';
import { LogIndex } from './projections/log-index.ts';
import { Occupancy } from './projections/occupancy.ts';

/** A log that is shown: a room's, which grows, or a recording. */
export interface OpenLog {
  readonly kind: 'live' | 'recording';
  /** The state that an earlier part of the log, no longer kept, folded into. */
  readonly base: LabState;
}

type See = (event: LabEvent, after: LabState) => void;

/** A result folded from the log. The session shows it each event once, in order, with the state after the event. */
export interface Projection {
  see: See;
  /** The stores that the page is drawn from are about to be set: at most once a batch. */
  publish?(): void;
  /** Another log takes this one's place. */
  end?(): void;
}

/** Makes the projection of a log as it is opened. `replay` shows it again what the log holds so far. */
export type Follower = (log: OpenLog, replay: (see: See) => void) => Projection;

/**
 * The log on the page, its newest state and what is projected from it, all fed by one loop. The page reads them
 * from `usePlayhead`, which is set by `publish` only: in a flood less often than batches come.
 */
export class Session {
  readonly #followers: Follower[] = [];
  #timeline = new Timeline();
  #index = new LogIndex(EMPTY_LAB_STATE);
  #projections: readonly Projection[] = [];

  /** From the next log on this one is projected too. */
  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  get events(): readonly LabEvent[] {
    return this.#timeline.events;
  }

  get head(): number {
    return this.#timeline.head;
  }

  eventAt(seq: number): LabEvent | null {
    return this.#timeline.eventAt(seq);
  }

  stateAt(seq: number): LabState {
    return this.#timeline.stateAt(seq);
  }

  /** Returns a function that says whether the present log is still the one that is shown. */
  watch(): () => boolean {
    const timeline = this.#timeline;
    return () => this.#timeline === timeline;
  }

  load(log: OpenLog): void {
    for (const projection of this.#projections) projection.end?.();
    const { base } = log;
    const timeline = new Timeline(base);
    const occupancy = new Occupancy();
    this.#timeline = timeline;
    this.#index = new LogIndex(base);
    usePlayhead.setState({
      mode: log.kind,
      events: [],
      base: base.seq,
      cursor: base.seq,
      head: base.seq,
      headState: base,
      state: base,
      previous: base,
      transition: null,
      index: this.#index,
      occupancy: occupancy.values,
      moments: [],
      stateAt: (seq) => timeline.stateAt(seq),
    });
    const replay = (see: See): void => {
      let state = base;
      for (const event of timeline.events) {
        state = applyEvent(state, event);
        see(event, state);
      }
    };
    this.#projections = [this.#index, occupancy, ...this.#followers.map((follow) => follow(log, replay))];
  }

  append(events: readonly LabEvent[]): void {
    const projections = this.#projections;
    this.#timeline.append(events, (event, after) => {
      for (const projection of projections) projection.see(event, after);
    });
  }

  /** Shows the log as it is now, and what changes with it: whatever hears of the one hears of the other. */
  publish(also?: Partial<Playhead>): void {
    const { events, head, state } = this.#timeline;
    const known = usePlayhead.getState();
    if (known.head === head) {
      if (also !== undefined) usePlayhead.setState(also);
      return;
    }
    for (const projection of this.#projections) projection.publish?.();
    const { moments } = this.#index;
    usePlayhead.setState({
      events: events.slice(),
      head,
      headState: state,
      moments: moments.length === known.moments.length ? known.moments : moments.slice(),
      ...also,
    });
  }
}
