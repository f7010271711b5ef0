import type { LabEvent } from '../../shared/log/events.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';

type EventsMessage = Extract<ServerMessage, { type: 'events' }>;
type SnapshotMessage = Extract<ServerMessage, { type: 'snapshot' }>;

/** The action for a batch: take these events, start an empty log first, or ask for everything again. */
export type Taken =
  | { readonly is: 'take'; readonly events: readonly LabEvent[] }
  | { readonly is: 'restart'; readonly events: readonly LabEvent[] }
  | { readonly is: 'gap' };

/**
 * How far this page has the room's log: the epoch (one log's life) and its newest event. It makes the
 * stream free of gaps and repeats whatever the connection did in between.
 */
export class ResumePoint {
  epoch: string | null = null;
  last = 0;

  /** For the next `hello`; nothing before the first batch. */
  hello(): { epoch: string; after: number } | Record<string, never> {
    return this.epoch === null ? {} : { epoch: this.epoch, after: this.last };
  }

  snapshot(message: SnapshotMessage): void {
    this.epoch = message.epoch;
    this.last = message.state.seq;
  }

  events(message: EventsMessage): Taken {
    const restart = message.epoch !== this.epoch;
    if (restart) {
      this.epoch = message.epoch;
      this.last = 0;
    }
    const fresh = message.events.filter((event) => event.seq > this.last);
    const unbroken = fresh.every((event, i) => event.seq === this.last + i + 1);
    if (!unbroken) {
      this.forget();
      return { is: 'gap' };
    }
    this.last += fresh.length;
    return { is: restart ? 'restart' : 'take', events: fresh };
  }

  forget(): void {
    this.epoch = null;
    this.last = 0;
  }
}
