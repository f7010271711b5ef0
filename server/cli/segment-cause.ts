import type { EventOf, LabEvent, HostId } from '../../shared/events.ts';
import type { LabState, SegmentState } from '../../shared/lab-state.ts';

/** Calls by number, as far as a cause is sought for segments: where it stands and what it does. */
type Cause = Pick<EventOf<'call-entered'>, 'name' | 'thread' | 'line'>;

/**
 * Which call made the kernel send a segment: concluded from the stream offsets it carries, and for SYN and
 * FIN from the newest call of that host that asks for one. Feed it every event in order.
 */
export class SegmentCauses {
  readonly #calls = new Map<number, Cause & { readonly host: HostId | undefined }>();
  readonly #opening = new Map<HostId, Cause>();
  readonly #closing = new Map<HostId, Cause>();

  see(event: LabEvent, state: LabState): void {
    if (event.type !== 'call-entered') return;
    const program = state.threads[event.thread]?.program;
    const host = program === undefined ? undefined : state.programs[program]?.host;
    this.#calls.set(event.call, { name: event.name, thread: event.thread, line: event.line, host });
    if (host === undefined) return;
    if (event.name === 'connect') this.#opening.set(host, event);
    if (event.name === 'close' || event.name === 'shutdown') this.#closing.set(host, event);
  }

  /** `state` is the one just after the segment was sent. */
  of({ segment, from, headers }: EventOf<'segment-sent'>, state: LabState): string {
    const sent = heldSegment(state, segment);
    const copy = sent?.copy === true ? ', sent again by the kernel' : '';
    if (headers.flags.includes('RST')) return 'the kernel refuses or aborts (RST)';
    if (headers.flags.includes('SYN'))
      return headers.flags.includes('ACK')
        ? `the kernel answers a SYN for its listener${copy}`
        : `${words(this.#opening.get(from))}${copy}`;
    const calls = this.#writers(sent, state).map(words);
    if (headers.flags.includes('FIN')) calls.push(words(this.#closing.get(from)));
    return calls.length === 0 ? 'the kernel acknowledges' : `${calls.join(' + ')}${copy}`;
  }

  #writers(sent: SegmentState | null, state: LabState): (Cause | undefined)[] {
    const flow = state.flows[sent?.flow ?? ''];
    const range = sent?.range ?? null;
    if (flow === undefined || range === null || range.to <= range.from) return [];
    const writes = flow.pending === null ? flow.writes : [...flow.writes, flow.pending];
    return writes
      .filter((write) => write.from < range.to && range.from < write.to)
      .map((write) => this.#calls.get(write.call));
  }
}

export function heldSegment(state: LabState, id: number): SegmentState | null {
  for (const chip of state.wire.chips)
    for (const segment of [...chip.held, chip.last]) if (segment.segment === id) return segment;
  return null;
}

function words(cause: Cause | undefined): string {
  return cause === undefined ? 'a program’s end' : `${cause.name}() at ${cause.thread} line ${cause.line}`;
}
