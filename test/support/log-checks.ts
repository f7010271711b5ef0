import { firstBytes, fromHex, type Bytes } from '../../shared/bytes.ts';
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
  /** Bytes that recv gave and that were compared with what send was given. */
  readonly received: number;
  readonly faults: readonly string[];
}

/** Folds a log event by event, checking conservation at each and the witness at each rest. */
export function checkLog(events: readonly LabEvent[], reduce: Reducer = applyEvent): LogReport {
  const faults: string[] = [];
  let state = EMPTY_LAB_STATE;
  const streams = new Streams();
  let rests = 0;
  let compared = 0;
  for (const event of events) {
    if (event.seq !== state.seq + 1) faults.push(`event ${event.seq} follows ${state.seq}`);
    const before = state;
    state = reduce(state, event);
    streams.see(event, before);
    faults.push(...conservationFaults(state), ...disagreements(state));
    if (!state.atRest) continue;
    rests += 1;
    for (const id of Object.keys(state.sockets)) compared += witnessOf(state, id).length;
  }
  faults.push(...streams.faults());
  return { events: events.length, rests, compared, received: streams.compared, faults };
}

interface Stream {
  /** What send took, in order; of long ones only the ends are in the log. */
  readonly written: { readonly at: number; readonly bytes: Bytes }[];
  readonly read: { readonly at: number; readonly bytes: Bytes }[];
  writtenBytes: number;
  readBytes: number;
}

/** What was read of a stream is what was written to it, as far as the log has the bytes of both. */
class Streams {
  readonly #streams = new Map<string, Stream>();
  compared = 0;

  see(event: LabEvent, before: LabState): void {
    if (event.type !== 'call-returned' || !event.result.ok) return;
    const call = before.calls[event.call];
    const socket = before.sockets[call?.socket ?? ''];
    const { value, bytes } = event.result;
    if (call?.name === 'send' && call.bytes !== undefined) {
      const stream = this.#stream(socket?.out);
      stream.written.push({ at: stream.writtenBytes, bytes: firstBytes(call.bytes, value) });
      stream.writtenBytes += value;
    } else if (call?.name === 'recv' && bytes !== undefined) {
      const stream = this.#stream(socket?.in);
      stream.read.push({ at: stream.readBytes, bytes });
      stream.readBytes += value;
    }
  }

  faults(): string[] {
    return [...this.#streams].flatMap(([flow, { written, read, writtenBytes, readBytes }]) => {
      const content = new Map<number, number>();
      for (const { at, bytes } of written) for (const [i, byte] of known(bytes)) content.set(at + i, byte);
      const wrong = read.flatMap(({ at, bytes }) =>
        known(bytes).flatMap(([i, byte]) => {
          const sent = content.get(at + i);
          if (sent === undefined) return [];
          this.compared += 1;
          return sent === byte ? [] : [`${flow}: byte ${at + i} was written as ${sent}, read as ${byte}`];
        }),
      );
      const more = readBytes > writtenBytes ? [`${flow}: ${readBytes} read of ${writtenBytes} written`] : [];
      return [...more, ...wrong.slice(0, 3)];
    });
  }

  #stream(flow: string | null | undefined): Stream {
    const id = flow ?? 'no flow';
    const stream = this.#streams.get(id) ?? { written: [], read: [], writtenBytes: 0, readBytes: 0 };
    this.#streams.set(id, stream);
    return stream;
  }
}

/** The bytes that the log holds of a value, with their places in it. */
function known(bytes: Bytes): [number, number][] {
  const head = [...fromHex(bytes.head)].map((byte, i): [number, number] => [i, byte]);
  const tail = [...fromHex(bytes.tail ?? '')];
  return [...head, ...tail.map((byte, i): [number, number] => [bytes.length - tail.length + i, byte])];
}

export function timelineOf(events: readonly LabEvent[]): Timeline {
  const timeline = new Timeline();
  timeline.append(events);
  return timeline;
}
