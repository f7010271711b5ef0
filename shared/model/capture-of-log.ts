import { causeWords } from './cause-words.ts';
import { fromHex } from '../bytes.ts';
import type { LabEvent } from '../log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from './lab-state.ts';
import { LIMITS } from '../limits.ts';
import { headersOf, packetLength } from '../tcp/raw-headers.ts';
import { SegmentCauses } from './segment-cause.ts';
import { type Capture, type CapturedPacket, writePcapng } from '../tcp/pcapng.ts';

/** An analyser shows this beside every segment, so that nobody takes its “bad checksum” for a damaged one. */
const ON_LO =
  'on lo, where the kernel leaves most TCP checksums unfinished, because no wire follows that could damage a segment';

/**
 * Turns a run into a capture file as each sender's NIC would have made it. Every segment stands once, at the
 * time it left, so that an analyser sees one conversation; its comment says what became of it. `see` must be
 * given every event in order.
 */
export class CaptureOfLog {
  readonly #causes = new SegmentCauses();
  readonly #interfaces: { host: string; name: string; description: string }[] = [];
  readonly #packets: { packet: CapturedPacket; at: number; cause: string; fate: string }[] = [];
  readonly #bySegment = new Map<number, number>();
  #before: LabState = EMPTY_LAB_STATE;
  readonly #clock: () => number;
  #startMicros = 0n;

  /**
   * `clock` returns the wall clock in ms since 1970 while the log is written. A log does not say when it was
   * made, so that without a clock the lab's time 0 is taken as 1970-01-01.
   */
  constructor(clock?: () => number) {
    this.#clock = clock ?? (() => 0);
  }

  see(event: LabEvent, state: LabState): void {
    const before = this.#before;
    this.#before = state;
    this.#causes.see(event, state);
    switch (event.type) {
      case 'lab-opened':
        // The wall-clock time of the lab's time 0 is exact only to the time that this event took to arrive.
        this.#startMicros = BigInt(Math.max(0, Math.round(this.#clock() * 1000 - event.at)));
        for (const { host, nic } of event.hosts)
          if (nic !== null) {
            const description = event.capture === 'wire' ? `the ${host}’s NIC` : `the ${host}, ${ON_LO}`;
            this.#interfaces.push({ host, name: `${host}-${nic.name}`, description });
          }
        if (this.#interfaces.length === 0)
          this.#interfaces.push({ host: '', name: 'lo', description: `the lab, ${ON_LO}` });
        return;
      case 'segment-sent': {
        const of = this.#interfaces.findIndex(({ host }) => host === event.from);
        this.#bySegment.set(event.segment, this.#packets.length);
        this.#packets.push({
          at: event.at,
          cause: causeWords(this.#causes.of(event, before, state)),
          fate: 'still on the wire at the end',
          packet: {
            interface: Math.max(0, of),
            atMicros: this.#startMicros + BigInt(event.at),
            bytes: fromHex(event.raw),
            originalBytes: event.rawBytes,
            direction: 'out',
          },
        });
        return;
      }
      case 'segments-passed': {
        const { from, raw, at, count } = event;
        const interface_ = Math.max(
          0,
          this.#interfaces.findIndex(({ host }) => host === from),
        );
        for (const header of headersOf(fromHex(raw)))
          this.#packets.push({
            at,
            cause: `one of ${count} that passed too fast to be told singly`,
            fate: 'delivered at once; its payload and its own time were not kept',
            packet: {
              interface: interface_,
              atMicros: this.#startMicros + BigInt(at),
              bytes: header,
              originalBytes: packetLength(header),
              direction: 'out',
            },
          });
        return;
      }
      case 'segment-delivered':
        this.#became(event.segment, (at) => `delivered ${((event.at - at) / 1000).toFixed(3)} ms later`);
        return;
      case 'segment-dropped':
        this.#became(event.segment, () => `dropped (${event.cause})`);
        return;
      // These bring no packet and end none.
      case 'lab-closed':
      case 'notice':
      case 'program-loaded':
      case 'program-edited':
      case 'program-ended':
      case 'program-removed':
      case 'thread-started':
      case 'frame-entered':
      case 'frame-left':
      case 'thread-joins':
      case 'exception-caught':
      case 'thread-at':
      case 'thread-step':
      case 'thread-ended':
      case 'variable-set':
      case 'variable-deleted':
      case 'output':
      case 'call-entered':
      case 'call-blocked':
      case 'call-returned':
      case 'socket-observed':
      case 'socket-gone':
      case 'at-rest':
      case 'segment-duplicated':
      case 'segment-timed':
      case 'wire-set':
      case 'nic-overflow':
      case 'listen-overflow':
      case 'positions-counted':
        return;
      default:
        return event satisfies never;
    }
  }

  /** `application` names the writer, `os` the kernel whose segments they are. */
  file(application: string, os: string): Uint8Array {
    const capture: Capture = {
      application,
      os,
      interfaces: this.#interfaces.map(({ name, description }) => ({
        name,
        description,
        snapBytes: LIMITS.segmentSnapBytes,
      })),
      packets: this.#packets.map(({ packet, cause, fate }) => ({ ...packet, comment: `${cause}; ${fate}` })),
    };
    return writePcapng(capture);
  }

  #became(segment: number, fate: (sentAt: number) => string): void {
    const packet = this.#packets[this.#bySegment.get(segment) ?? -1];
    if (packet !== undefined) packet.fate = fate(packet.at);
  }
}
