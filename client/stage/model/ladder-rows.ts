import type { HostId, LabEvent, SegmentId, TcpState } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { asOne, type Segment, sequenceLength } from '../../../shared/tcp/segment.ts';
import { clientPort } from './chips.ts';
import type { LadderArrow, LadderScene } from './ladder-scene.ts';
import { QueueDrops } from './queue-drops.ts';

/** An arrow of which only the place is known: most arrows of a long log are never drawn. */
export type PlacedArrow = Omit<LadderArrow, 'view' | 'client'> & { readonly headers: Segment };

/** The ladder has no row for these. A new kind of event does not compile until it is decided here. */
type Rowless =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'thread-step'
  | 'thread-ended'
  | 'variable-set'
  | 'variable-deleted'
  | 'output'
  | 'socket-gone'
  | 'at-rest'
  | 'segment-timed'
  | 'wire-set'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

/** Gives each event of the wire its row. Events are seen once, in order. */
export class LadderRows {
  readonly #only: number | null;
  readonly #arrows = new Map<SegmentId, PlacedArrow>();
  /** The newest arrow by direction and first sequence number, so that a long log is not searched for each segment. */
  readonly #newest = new Map<string, SegmentId>();
  /** Copies without a row of their own, each with the arrow that counts it. */
  readonly #folded = new Map<SegmentId, { readonly onto: SegmentId; readonly arrow: PlacedArrow }>();
  readonly #states: LadderScene['states'][number][] = [];
  readonly #sleeps = new Map<number, LadderScene['sleeps'][number]>();
  readonly #runs: LadderScene['runs'][number][] = [];
  readonly #hosts = new Map<string, HostId>();
  readonly #calls = new Map<number, { thread: string; name: string }>();
  readonly #last = new Map<string, TcpState>();
  readonly #queueDrops = new QueueDrops();
  #row = -1;
  #seen: number;

  /** `start` is the state before the first event. With `only`, a port of the client's host, other connections are left out. */
  constructor(start: LabState, only: number | null) {
    this.#only = only;
    this.#seen = start.seq;
    for (const { program, host } of Object.values(start.programs)) this.#hosts.set(program, host);
  }

  /** The seq of the last event that was seen. */
  get seen(): number {
    return this.#seen;
  }

  get count(): number {
    return this.#row + 1;
  }

  get arrows(): readonly PlacedArrow[] {
    return [...this.#arrows.values()];
  }

  get states(): LadderScene['states'] {
    return this.#states;
  }

  get sleeps(): LadderScene['sleeps'] {
    return [...this.#sleeps.values()];
  }

  get runs(): LadderScene['runs'] {
    return this.#runs;
  }

  see(event: LabEvent): void {
    this.#seen = event.seq;
    for (const segment of this.#queueDrops.see(event)) {
      const arrow = this.#arrows.get(segment);
      if (arrow !== undefined) this.#arrows.set(segment, { ...arrow, fate: 'overflowed' });
    }
    switch (event.type) {
      case 'segment-sent': {
        const { segment, from, at, headers } = event;
        if (this.#isOther(from, headers)) break;
        // The newest arrow that began at the same sequence number in the same direction.
        const known = occupies(headers) ? this.#newest.get(beginning({ from, headers })) : undefined;
        const before = known === undefined ? undefined : this.#arrows.get(known);
        const fresh = {
          segment,
          from,
          headers,
          at,
          endRow: null,
          fate: 'held' as const,
          cause: null,
          copies: 0,
          count: 1,
        };
        if (before !== undefined && before.fate !== 'dropped' && before.fate !== 'overflowed') {
          this.#arrows.set(before.segment, { ...before, copies: before.copies + 1 });
          this.#folded.set(segment, {
            onto: before.segment,
            arrow: { ...fresh, row: this.#row, copy: true },
          });
        } else {
          this.#row += 1;
          this.#draw({ ...fresh, row: this.#row, copy: before !== undefined });
        }
        break;
      }
      case 'segments-passed': {
        const { segment, from, at, count } = event;
        if (this.#isOther(from, event.first)) break;
        this.#row += 2;
        this.#draw({
          segment,
          from,
          headers: asOne(event),
          at,
          row: this.#row - 1,
          endRow: this.#row,
          fate: 'delivered',
          cause: null,
          copy: false,
          copies: 0,
          count,
        });
        break;
      }
      case 'segment-duplicated': {
        // A duplicate made by the wire is counted by the arrow that counts its original.
        const beneath = this.#folded.get(event.of);
        const onto = this.#arrows.get(beneath?.onto ?? event.of);
        if (onto === undefined) break;
        const { segment, at } = event;
        const second = { ...(beneath?.arrow ?? onto), segment, at, row: this.#row, copy: true, copies: 0 };
        this.#arrows.set(onto.segment, { ...onto, copies: onto.copies + 1 });
        this.#folded.set(segment, {
          onto: onto.segment,
          arrow: { ...second, endRow: null, fate: 'held', cause: null },
        });
        break;
      }
      case 'segment-delivered':
      case 'segment-dropped': {
        // An obsolete copy that lay beneath another is not drawn.
        const cause = event.type === 'segment-dropped' ? event.cause : null;
        const quiet = cause === 'obsolete';
        if (!this.#arrows.has(event.segment) && !this.#folded.has(event.segment)) break;
        if (quiet && this.#folded.has(event.segment)) break;
        // A segment that is lost at once needs no second row, so that the waits between its copies are seen together.
        const atOnce = event.type === 'segment-dropped' && this.#arrows.get(event.segment)?.row === this.#row;
        if (!quiet && !atOnce) this.#row += 1;
        this.#unfold(event.segment);
        const arrow = this.#arrows.get(event.segment);
        if (arrow === undefined) break;
        const fate = event.type === 'segment-delivered' ? 'delivered' : quiet ? 'obsolete' : 'dropped';
        const endRow = fate === 'delivered' ? (this.#row += arrow.row === this.#row ? 1 : 0) : this.#row;
        this.#arrows.set(event.segment, { ...arrow, fate, cause, endRow });
        // Once the top is dropped, the next copy is the top.
        const next = [...this.#folded].find(([, { onto }]) => onto === event.segment);
        if (fate === 'dropped' && next !== undefined) {
          this.#row += 1;
          this.#unfold(next[0]);
        }
        break;
      }
      case 'socket-observed': {
        const to = event.changed.state;
        const known = this.#last.get(event.socket);
        if (to === undefined || to === known) break;
        this.#last.set(event.socket, to);
        if (this.#row >= 0 || to === 'LISTEN')
          this.#states.push({ host: event.host, row: Math.max(0, this.#row), state: to });
        break;
      }
      case 'program-loaded':
        this.#hosts.set(event.program, event.host);
        if (event.run > 1 && this.#runs.at(-1)?.run !== event.run) {
          this.#row += 1;
          this.#runs.push({ run: event.run, row: this.#row });
        }
        break;
      case 'thread-started': {
        const host = this.#hosts.get(event.program);
        if (host !== undefined) this.#hosts.set(event.thread, host);
        break;
      }
      case 'call-entered':
        this.#calls.set(event.call, { thread: event.thread, name: event.name });
        break;
      case 'call-blocked': {
        const call = this.#calls.get(event.call);
        const host = call === undefined ? undefined : this.#hosts.get(call.thread);
        if (call !== undefined && host !== undefined && !this.#sleeps.has(event.call))
          this.#sleeps.set(event.call, {
            host,
            call: event.call,
            name: call.name,
            row: this.#row + 0.4,
            toRow: null,
          });
        break;
      }
      case 'call-returned': {
        const sleep = this.#sleeps.get(event.call);
        if (sleep !== undefined) this.#sleeps.set(event.call, { ...sleep, toRow: this.#row + 0.4 });
        break;
      }
      default:
        event.type satisfies Rowless;
    }
  }

  /** Adds an arrow, or replaces the one of the same segment in its place. */
  #draw(arrow: PlacedArrow): void {
    this.#arrows.set(arrow.segment, arrow);
    if (occupies(arrow.headers)) this.#newest.set(beginning(arrow), arrow.segment);
  }

  /** Gives a copy its own arrow in this row, which from now on counts the later copies. */
  #unfold(segment: SegmentId): void {
    const copy = this.#folded.get(segment);
    const onto = copy && this.#arrows.get(copy.onto);
    if (copy === undefined || onto === undefined) return;
    this.#folded.delete(segment);
    const beneath = [...this.#folded].filter(([id, other]) => other.onto === onto.segment && id > segment);
    for (const [id, other] of beneath) this.#folded.set(id, { ...other, onto: segment });
    this.#arrows.set(onto.segment, { ...onto, copies: onto.copies - 1 - beneath.length });
    this.#draw({ ...copy.arrow, row: this.#row, copies: beneath.length });
  }

  #isOther(from: HostId, headers: Segment): boolean {
    return this.#only !== null && clientPort(from, headers) !== this.#only;
  }
}

/** The segment occupies sequence numbers. A pure ACK does not; it has the number of the segment that follows. */
function occupies(headers: Segment): boolean {
  return sequenceLength(headers) > 0;
}

function beginning({ from, headers }: Pick<PlacedArrow, 'from' | 'headers'>): string {
  return `${from} ${headers.seq}`;
}
