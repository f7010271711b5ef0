import { toHex } from '../../../shared/bytes.ts';
import type { HostId } from '../../../shared/log/events.ts';
import type { ChipState, SegmentState } from '../../../shared/model/lab-state.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { ErrorCode } from '../../../shared/protocol/server-messages.ts';
import { isAcknowledged } from '../../../shared/model/reducer/wire.ts';
import { findFlow } from '../../../shared/model/queries.ts';
import { parseSegment, type Segment, sequenceLength } from '../../../shared/tcp/segment.ts';
import { isHeld, type WireSettings } from '../../../shared/log/wire-settings.ts';
import type { EventLog } from '../event-log.ts';
import { SERVER_LIMITS } from '../../limits.ts';
import type { Nic } from './hosts/nic.ts';
import { beginsRun, crossesPlainly, SegmentRate, SegmentRun } from './coalescing.ts';
import { LinkEmulator } from './link-emulator.ts';
import type { WireControls } from './network.ts';
import { Timetable } from './timetable.ts';

interface Carried {
  readonly from: HostId;
  readonly bytes: Buffer;
  /** The sequence space that the segment occupies; 0 for a pure ACK. */
  readonly length: number;
}

const OTHER: Readonly<Record<HostId, HostId>> = { client: 'server', server: 'client' };

/**
 * The wire between two NICs. It holds every packet that leaves one NIC until it is delivered to the other or
 * dropped. The state decides which segments share a chip (shared/model/reducer/wire.ts). The wire keeps the
 * bytes, and delivers by itself according to its settings.
 */
export class Wire implements WireControls {
  readonly #log: EventLog;
  readonly #nics: Readonly<Record<HostId, Nic>>;
  readonly #onActivity: () => void;
  readonly #carried = new Map<number, Carried>();
  readonly #timetable = new Timetable((segment) => this.#deliver(segment));
  #links: Readonly<Record<HostId, LinkEmulator>>;
  #lastId = 0;
  readonly #rate = new SegmentRate();
  /**
   * The current run, or else the last one. The last one is kept because V8 discards a class's compiled code
   * when its last object is collected, so that each burst would begin with slow code.
   */
  #run: SegmentRun | null = null;
  #inRun = false;
  /** The log has said that it tells segments in runs. */
  #coalesces = false;

  constructor(log: EventLog, nics: Readonly<Record<HostId, Nic>>, onActivity: () => void) {
    this.#log = log;
    this.#nics = nics;
    this.#onActivity = onActivity;
    this.#links = linksOf(log.state.wire.settings);
    for (const host of ['client', 'server'] as const)
      nics[host].readable(
        (bytes) => this.#take(host, bytes),
        () => this.#endRun(),
      );
  }

  get carrying(): boolean {
    return !this.#timetable.isEmpty;
  }

  /**
   * Random decisions begin again from the seed. Segments on the wire are released or held, as the new mode
   * says.
   */
  set(settings: WireSettings): void {
    this.#log.append({ type: 'wire-set', source: 'derived', settings });
    this.#links = linksOf(settings);
    this.#nics.client.setMtu(settings.toServer.mtu);
    this.#nics.server.setMtu(settings.toClient.mtu);
    this.#timetable.clear();
    for (const [id, carried] of this.#carried) {
      if (this.#onChip(id)?.dueAt !== null) this.#time(id, null);
      if (!isHeld(settings.mode, carried.length)) this.#launch(id, carried);
    }
    this.#onActivity();
  }

  deliver(chipId: number): ErrorCode | null {
    const found = this.#top(chipId);
    if (typeof found === 'string') return found;
    const copies = found.chip.held.slice(1);
    this.#deliver(found.top.segment);
    // One delivery is one arrival. The copies beneath it are discarded, and the log says so.
    for (const { segment } of copies) this.#drop(segment, 'obsolete');
    return null;
  }

  drop(chipId: number): ErrorCode | null {
    const found = this.#top(chipId);
    if (typeof found === 'string') return found;
    this.#drop(found.top.segment, 'learner');
    this.#onActivity();
    return null;
  }

  duplicate(chipId: number): ErrorCode | null {
    const found = this.#top(chipId);
    if (typeof found === 'string') return found;
    this.#duplicate(found.top.segment);
    this.#onActivity();
    return null;
  }

  delay(chipId: number, ms: number | null): ErrorCode | null {
    const found = this.#top(chipId);
    if (typeof found === 'string') return found;
    const { segment } = found.top;
    this.#timetable.remove(segment);
    this.#time(segment, ms === null ? null : this.#log.now() + ms * 1000);
    if (ms !== null) this.#timetable.add(segment, performance.now() + ms);
    this.#onActivity();
    return null;
  }

  /** Stops all deliveries. */
  cut(): void {
    this.#timetable.clear();
    this.#carried.clear();
  }

  #top(chipId: number): { readonly chip: ChipState; readonly top: SegmentState } | ErrorCode {
    const chip = this.#log.state.wire.chips.find((c) => c.chip === chipId);
    if (chip === undefined) return 'no-such-chip';
    const [top] = chip.held;
    return top === undefined ? 'chip-not-held' : { chip, top };
  }

  #onChip(id: number): SegmentState | undefined {
    return this.#log.state.wire.chips.flatMap((chip) => chip.held).find(({ segment }) => segment === id);
  }

  #take(from: HostId, bytes: Buffer): void {
    if (this.#continueRun(from, bytes)) return;
    // The log's state has the changes of the run only after it has ended.
    this.#endRun();
    const headers = parseSegment(bytes);
    if (headers === null) {
      // This is not TCP (ICMP, router discovery). It is of no use for the learner, so that it crosses at
      // once, with a notice.
      const detail = toHex(bytes.subarray(0, 48));
      this.#log.append({ type: 'notice', source: 'segment', code: 'other-packet', detail });
      this.#nics[OTHER[from]].write(bytes);
      return;
    }
    const isFast = this.#rate.count(performance.now());
    if (isFast && this.#beginRun(from, headers, bytes)) return;
    if (!isFast) this.#coalesces = false;
    const carried: Carried = { from, bytes: Buffer.from(bytes), length: sequenceLength(headers) };
    const segment = this.#keep(carried);
    const raw = toHex(bytes.subarray(0, LIMITS.segmentSnapBytes));
    const rawBytes = bytes.length;
    this.#log.append({ type: 'segment-sent', source: 'segment', segment, from, headers, raw, rawBytes });
    if (this.#carried.size > LIMITS.heldSegments) this.#drop(segment, 'queue');
    else if (!isHeld(this.#log.state.wire.settings.mode, carried.length)) this.#launch(segment, carried);
    this.#onActivity();
  }

  /**
   * Takes most of the segments at full speed. During a run nothing else happens: no setting changes and no
   * event is told.
   */
  #continueRun(from: HostId, bytes: Buffer): boolean {
    const run = this.#run;
    if (run === null || !this.#inRun || run.from !== from || !run.accepts(bytes)) return false;
    if (!this.#nics[OTHER[from]].write(bytes).ok) return false;
    this.#lastId += 1;
    run.add(bytes);
    return true;
  }

  /**
   * Delivers a segment at once, as the first of a run that is told as one event. Returns false if the segment
   * must be told alone.
   */
  #beginRun(from: HostId, headers: Segment, bytes: Buffer): boolean {
    if (!this.#timetable.isEmpty || !crossesPlainly(this.#log.state.wire.settings, from)) return false;
    const { source, destination } = headers;
    const flow = findFlow(this.#log.state, source, destination);
    const back = findFlow(this.#log.state, destination, source);
    if (flow === null || back === null || !beginsRun(flow, back, headers)) return false;
    // The other NIC refused the segment. It is tried again and told alone.
    if (!this.#nics[OTHER[from]].write(bytes).ok) return false;
    this.#lastId += 1;
    this.#run = new SegmentRun(from, this.#lastId, flow, headers, bytes);
    this.#inRun = true;
    return true;
  }

  /** Appends the run to the log, before anything that its segments have caused. */
  #endRun(): void {
    const run = this.#run;
    if (run === null || !this.#inRun) return;
    this.#inRun = false;
    this.#rate.add(run.count - 1);
    const events = run.events();
    if (events.length === 1 && !this.#coalesces) {
      this.#coalesces = true;
      const detail = `${SERVER_LIMITS.segmentsToldPerSecond} / s`;
      this.#log.append({ type: 'notice', source: 'derived', code: 'segments-folded', detail });
    }
    for (const event of events) this.#log.append(event);
    this.#dropObsolete();
    this.#onActivity();
  }

  #keep(carried: Carried): number {
    this.#lastId += 1;
    this.#carried.set(this.#lastId, carried);
    return this.#lastId;
  }

  #launch(segment: number, { from, bytes }: Carried): void {
    const fate = this.#links[from].decide(performance.now(), bytes.length);
    if (fate.is === 'lost') return this.#drop(segment, fate.cause);
    // Without a delay the first copy is gone as soon as it is on the timetable.
    const second = fate.twice ? this.#duplicate(segment) : null;
    this.#timetable.add(segment, fate.atMs);
    if (second !== null) this.#timetable.add(second, fate.atMs);
  }

  #duplicate(of: number): number {
    const original = this.#carried.get(of);
    if (original === undefined) return of;
    const segment = this.#keep(original);
    this.#log.append({ type: 'segment-duplicated', source: 'derived', segment, of });
    return segment;
  }

  #time(segment: number, dueAt: number | null): void {
    this.#log.append({ type: 'segment-timed', source: 'derived', segment, dueAt });
  }

  #deliver(segment: number): void {
    const carried = this.#carried.get(segment);
    if (carried === undefined) return;
    this.#timetable.remove(segment);
    this.#carried.delete(segment);
    const written = this.#nics[OTHER[carried.from]].write(carried.bytes);
    if (written.ok) this.#log.append({ type: 'segment-delivered', source: 'segment', segment });
    else this.#log.append({ type: 'segment-dropped', source: 'syscall', segment, cause: 'nic' });
    this.#dropObsolete();
    this.#onActivity();
  }

  #drop(segment: number, cause: 'learner' | 'obsolete' | 'loss' | 'queue'): void {
    this.#timetable.remove(segment);
    this.#carried.delete(segment);
    this.#log.append({ type: 'segment-dropped', source: 'derived', segment, cause });
  }

  /** Drops held copies of bytes that have arrived and are acknowledged, because nobody waits for them. */
  #dropObsolete(): void {
    const { wire, flows } = this.#log.state;
    for (const chip of wire.chips) {
      const flow = chip.flow === null ? undefined : flows[chip.flow];
      if (flow === undefined || chip.held.length === 0 || chip.span.to <= chip.span.from) continue;
      // Segments of a run left no chip. It is known all the same that these bytes were sent before.
      const superseded = chip.seen > 1 || chip.delivered > 0 || chip.last.copy;
      if (!superseded || !isAcknowledged(flow, chip)) continue;
      for (const { segment, headers } of chip.held)
        if (isHeld(wire.settings.mode, sequenceLength(headers))) this.#drop(segment, 'obsolete');
    }
  }
}

/** Both directions draw from the same seed, each its own numbers. */
function linksOf({ seed, toServer, toClient }: WireSettings): Readonly<Record<HostId, LinkEmulator>> {
  return { client: new LinkEmulator(toServer, seed), server: new LinkEmulator(toClient, seed ^ 0x5bd1_e995) };
}
