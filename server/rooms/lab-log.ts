import type { LabEvent } from '../../shared/log/events.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { sizeOf } from '../size-of.ts';

/** The last event that a viewer has, and the log it belongs to. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** The events and the memory that a log may keep. */
export interface LogBounds {
  readonly events: number;
  /** Memory, as `sizeOf` estimates it. */
  readonly bytes: number;
}

/**
 * The log of one lab. Its length is bounded, and any number of viewers can read it, each from its own
 * position.
 */
export class LabLog {
  readonly epoch: string;
  readonly #timeline: Timeline;
  readonly #nowMs: () => number;
  readonly #bounds: () => LogBounds;
  #appendedAtMs: number;
  #bytes = 0;
  /** The last snapshot that was made, and when. */
  #snapshot: {
    readonly frame: string;
    readonly head: number;
    readonly atMs: number;
    readonly position: Position;
  } | null = null;
  #newest: {
    readonly after: number;
    readonly head: number;
    readonly frame: string;
    readonly position: Position;
  } | null = null;

  /** `start` is the state after the events that are not kept any more. */
  constructor(epoch: string, nowMs: () => number, bounds: () => LogBounds, start?: LabState) {
    this.epoch = epoch;
    this.#timeline = new Timeline(start);
    this.#nowMs = nowMs;
    this.#bounds = bounds;
    this.#appendedAtMs = nowMs();
  }

  get head(): number {
    return this.#timeline.head;
  }

  get state(): LabState {
    return this.#timeline.state;
  }

  /** The state before the first event that is kept. */
  get start(): LabState {
    return this.#timeline.stateAt(this.#timeline.base);
  }

  /** Returns the events after this one. They must still be kept. */
  after(seq: number): readonly LabEvent[] {
    return this.#timeline.events.slice(seq - this.#timeline.base);
  }

  get isClosed(): boolean {
    return this.#timeline.state.closed !== null;
  }

  /** Calls `see` with each event and the state after it. Throws SequenceError on a gap or a repeat. */
  append(events: readonly LabEvent[], see?: (event: LabEvent, after: LabState) => void): void {
    this.#appendedAtMs = this.#nowMs();
    const before = this.#timeline.events.length;
    this.#timeline.append(events, see);
    this.#bytes += sizeOf(this.#timeline.events.slice(before));
    this.trim();
  }

  /** Forgets the oldest events beyond the bounds, which change with the number of rooms: half of them if they take too much. */
  trim(): void {
    const { events, bytes } = this.#bounds();
    const kept = this.#bytes > bytes ? Math.floor(this.#timeline.events.length / 2) : events;
    this.#bytes -= sizeOf(this.#timeline.foldOldest(kept));
  }

  /**
   * Appends `lab-closed` when the lab host could not do so. The event is derived; its time is estimated from
   * the last event of the lab host.
   */
  close(code: string, detail?: string): void {
    if (this.isClosed) return;
    const at = this.#nowMicros;
    const closed = { type: 'lab-closed', seq: this.head + 1, at, source: 'derived', code } as const;
    this.append([detail === undefined ? closed : { ...closed, detail }]);
  }

  /** The lab's clock now, µs, estimated from its last event and the time since that one came. */
  get #nowMicros(): number {
    return this.state.at + Math.max(0, Math.round((this.#nowMs() - this.#appendedAtMs) * 1000));
  }

  /** Says whether all events after this position are still kept. */
  continues(position: Position | null): position is Position {
    if (position?.epoch !== this.epoch) return false;
    return position.seq >= this.#timeline.base && position.seq <= this.head;
  }

  /**
   * Returns the state before the first event that is kept, and the position of a viewer that has it. A class that comes in
   * shares one.
   */
  snapshot(): { readonly frame: string; readonly position: Position } {
    const atMs = this.#nowMs();
    const made = this.#snapshot;
    const isNew = made?.head === this.head && atMs - made.atMs <= SERVER_LIMITS.snapshotSharedForMs;
    // A log that was cut meanwhile does not go on from it: its viewer would be given it again and again.
    if (isNew && this.continues(made.position)) return made;
    const state = this.start;
    const message: ServerMessage = {
      type: 'snapshot',
      epoch: this.epoch,
      state,
      head: this.head,
      now: this.#nowMicros,
    };
    const position = { epoch: this.epoch, seq: state.seq };
    this.#snapshot = { frame: JSON.stringify(message), head: this.head, atMs, position };
    return this.#snapshot;
  }

  /**
   * Returns the next batch after a position in this log, up to an event. The newest batch is cached, because all viewers
   * of a room usually read the same one.
   */
  batch(after: number, head = this.head): { readonly frame: string; readonly position: Position } {
    if (this.#newest?.after !== after || this.#newest.head !== head) {
      const { epoch } = this;
      const events = this.#fitting(after - this.#timeline.base, head - this.#timeline.base);
      const message: ServerMessage = { type: 'events', epoch, head, events };
      const position = { epoch, seq: after + events.length };
      this.#newest = { after, head, frame: JSON.stringify(message), position };
    }
    return this.#newest;
  }

  /** Returns as many events from this index on, and before that one, as fit into one message, and at least one. */
  #fitting(from: number, to: number): LabEvent[] {
    const events = this.#timeline.events.slice(from, Math.min(to, from + LIMITS.eventsPerBatch));
    let bytes = 0;
    const end = events.findIndex((event) => (bytes += sizeOf(event)) > SERVER_LIMITS.batchBytes);
    return end < 0 ? events : events.slice(0, Math.max(1, end));
  }
}
