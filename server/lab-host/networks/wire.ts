import { toHex } from '../../../shared/bytes.ts';
import type { HostId } from '../../../shared/events.ts';
import type { ChipState } from '../../../shared/lab-state.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { ErrorCode } from '../../../shared/protocol.ts';
import { parseSegment } from '../../../shared/segment.ts';
import type { EventLog } from '../event-log.ts';
import type { Nic } from '../hosts/nic.ts';
import type { WireControls } from './network.ts';

interface Carried {
  readonly from: HostId;
  readonly bytes: Buffer;
  timer: NodeJS.Timeout | null;
}

/**
 * The wire between two NICs: every packet that leaves one is held here until it is delivered to the
 * other or dropped. Which segments share a chip is the state's doing (shared/reducer/wire.ts); the wire
 * keeps the bytes.
 */
export class Wire implements WireControls {
  readonly #log: EventLog;
  readonly #nics: Readonly<Record<HostId, Nic>>;
  readonly #onActivity: () => void;
  readonly #carried = new Map<number, Carried>();
  #lastId = 0;

  constructor(log: EventLog, nics: Readonly<Record<HostId, Nic>>, onActivity: () => void) {
    this.#log = log;
    this.#nics = nics;
    this.#onActivity = onActivity;
    nics.client.readable((bytes) => this.#take('client', bytes));
    nics.server.readable((bytes) => this.#take('server', bytes));
  }

  get carrying(): boolean {
    for (const { timer } of this.#carried.values()) if (timer !== null) return true;
    return false;
  }

  set(mode: 'hold' | 'auto', delayMs: number): void {
    this.#log.append({ type: 'wire-set', source: 'derived', mode, delayMs });
    for (const [id, carried] of this.#carried) {
      if (carried.timer !== null) clearTimeout(carried.timer);
      carried.timer = null;
      if (mode === 'auto') this.#launch(id, carried);
    }
  }

  deliver(chipId: number): ErrorCode | null {
    const chip = this.#chip(chipId);
    if (chip === null) return 'no-such-chip';
    const [top, ...copies] = chip.held;
    if (top === undefined) return 'chip-not-held';
    this.#deliver(top.segment);
    // One arrival is one arrival: what lay beneath is thrown away, and the log says so.
    for (const copy of copies) this.#drop(copy.segment, 'obsolete');
    return null;
  }

  drop(chipId: number): ErrorCode | null {
    const chip = this.#chip(chipId);
    if (chip === null) return 'no-such-chip';
    const [top] = chip.held;
    if (top === undefined) return 'chip-not-held';
    this.#drop(top.segment, 'learner');
    this.#onActivity();
    return null;
  }

  /** Nothing is delivered any more. */
  cut(): void {
    for (const { timer } of this.#carried.values()) if (timer !== null) clearTimeout(timer);
    this.#carried.clear();
  }

  #chip(id: number): ChipState | null {
    return this.#log.state.wire.chips.find((chip) => chip.chip === id) ?? null;
  }

  #take(from: HostId, bytes: Buffer): void {
    const headers = parseSegment(bytes);
    if (headers === null) {
      // Not TCP (ICMP, router discovery): nothing to learn from here, so it crosses at once, but not unseen.
      this.#log.append({
        type: 'notice',
        source: 'segment',
        code: 'other-packet',
        detail: toHex(bytes.subarray(0, 48)),
      });
      this.#nics[from === 'client' ? 'server' : 'client'].write(bytes);
      return;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const carried: Carried = { from, bytes, timer: null };
    this.#carried.set(id, carried);
    const raw = toHex(bytes.subarray(0, LIMITS.segmentSnapBytes));
    this.#log.append({
      type: 'segment-sent',
      source: 'segment',
      segment: id,
      from,
      headers,
      raw,
      rawBytes: bytes.length,
    });
    if (this.#log.state.wire.mode === 'auto') this.#launch(id, carried);
    this.#onActivity();
  }

  #launch(id: number, carried: Carried): void {
    const delayMs = this.#log.state.wire.delayMs;
    carried.timer = setTimeout(() => this.#deliver(id), delayMs);
  }

  #deliver(id: number): void {
    const carried = this.#carried.get(id);
    if (carried === undefined) return;
    this.#carried.delete(id);
    const written = this.#nics[carried.from === 'client' ? 'server' : 'client'].write(carried.bytes);
    if (written.ok) this.#log.append({ type: 'segment-delivered', source: 'segment', segment: id });
    else this.#log.append({ type: 'segment-dropped', source: 'syscall', segment: id, cause: 'nic' });
    this.#dropObsolete();
    this.#onActivity();
  }

  #drop(id: number, cause: 'learner' | 'obsolete'): void {
    const carried = this.#carried.get(id);
    clearTimeout(carried?.timer ?? undefined);
    this.#carried.delete(id);
    this.#log.append({ type: 'segment-dropped', source: 'derived', segment: id, cause });
  }

  /** Copies of bytes that have arrived and are acknowledged: nobody waits for them any more. */
  #dropObsolete(): void {
    const { wire, flows } = this.#log.state;
    for (const chip of wire.chips) {
      const flow = chip.flow === null ? undefined : flows[chip.flow];
      if (flow === undefined || chip.held.length === 0 || chip.span.to <= chip.span.from) continue;
      const acknowledged =
        chip.span.to <= 0
          ? flow.synAcked
          : flow.fin.acked || (flow.fin.at === null && flow.acked >= chip.span.to);
      const superseded = chip.seen > 1 || chip.delivered > 0;
      if (acknowledged && superseded)
        for (const segment of chip.held) this.#drop(segment.segment, 'obsolete');
    }
  }
}
