import { LIMITS } from '../../../shared/limits.ts';
import type { EventLog } from '../event-log.ts';
import type { LabNetwork } from '../networks/network.ts';
import type { Observer } from './observer.ts';

/**
 * A window has at most this many readings. If more are asked for, the rest of the window goes unread, and the
 * next windows have only a few readings while the lab stays so fast.
 */
const WINDOW_MS = 100;
const READINGS_PER_WINDOW = 40;
/**
 * A window has fewer readings if they would take more than this share of it. On a busy machine one reading
 * may take some ms: a limit by number alone would leave time for nothing else, and the number that counts as
 * fast would never be reached.
 */
const MOST_OF_A_WINDOW = 0.5;
const READINGS_WHILE_FAST = 4;
/** The lab is asked again after this time whether its threads sleep and its wire is empty. */
const ASK_AGAIN_MS = 2;
/** At full speed the answer is nearly always no, so that the lab is asked less often. */
const ASK_AGAIN_WHILE_FAST_MS = 20;
/** After a reading that found a change, no reading is made for this many times its length. */
const PAUSE_AFTER_NEWS = 4;
/** TIME_WAIT ends, timers are set anew and delayed ACKs leave although no program does anything. */
const IDLE_READING_MS = 500;

/** The lab whose rest is watched. */
export interface Rested {
  /** Says whether no thread is between two lines, and all those in calls sleep. */
  settled(): boolean;
  /** The bytes that the programs' values take at most. */
  heldAtMost(): number;
}

/**
 * Decides when counters are read: after each call and segment while the lab is stepped, a few times a window
 * above a stated rate, and now and then while nothing happens. If nothing is under way and a reading brought
 * no change, the lab is at rest, and the log says so.
 */
export class RestWatch {
  readonly #log: EventLog;
  readonly #observer: Observer;
  readonly #network: LabNetwork;
  readonly #lab: Rested;
  readonly #idle: NodeJS.Timeout;
  #asking = false;
  #stopped = false;
  #windowBegan = 0;
  /** The readings that were asked for in this window, and those that were made. */
  #asked = 0;
  #readings = 0;
  /** The smoothed time that a reading takes. */
  #readingMs = 0;
  /** More readings were asked for in the last window than are permitted. */
  #isFast = false;
  #saidSo = false;

  constructor(log: EventLog, observer: Observer, network: LabNetwork, lab: Rested) {
    this.#log = log;
    this.#observer = observer;
    this.#network = network;
    this.#lab = lab;
    this.#idle = setInterval(() => this.#readIdle(), IDLE_READING_MS);
  }

  /** Must be called after each call and each segment. */
  touch(): void {
    if (this.#stopped) return;
    if (this.#mayRead()) this.#read();
    if (this.#asking) return;
    this.#asking = true;
    // After two turns of the event loop, the segments of the last call have come out of the NICs.
    setImmediate(() => setImmediate(() => this.#ask()));
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#idle);
  }

  #mayRead(): boolean {
    const now = Date.now();
    const permitted = this.#permitted();
    if (now - this.#windowBegan >= WINDOW_MS) {
      this.#isFast = this.#asked > permitted && now - this.#windowBegan < 2 * WINDOW_MS;
      this.#windowBegan = now;
      this.#asked = 0;
      this.#readings = 0;
    }
    this.#asked += 1;
    // While it is fast, the few readings are spread over the window.
    const due = ((now - this.#windowBegan) / WINDOW_MS) * READINGS_WHILE_FAST;
    const may = this.#isFast ? this.#readings <= due : this.#readings < permitted;
    if (may) {
      this.#readings += 1;
      if (!this.#isFast) this.#saidSo = false;
      return true;
    }
    if (!this.#saidSo) {
      this.#saidSo = true;
      const detail = `${permitted} / ${WINDOW_MS} ms`;
      this.#log.append({ type: 'notice', source: 'derived', code: 'counters-sampled', detail });
    }
    return false;
  }

  #permitted(): number {
    const affordable = Math.floor((MOST_OF_A_WINDOW * WINDOW_MS) / this.#readingMs);
    return Math.max(READINGS_WHILE_FAST, Math.min(READINGS_PER_WINDOW, affordable));
  }

  #read(): boolean {
    const beganAt = performance.now();
    this.#network.drain();
    const changed = this.#observer.observe();
    // The time is smoothed as TCP smooths its round-trip time (RFC 6298 §2), so that one slow reading does
    // not count much.
    this.#readingMs += (performance.now() - beganAt - this.#readingMs) / 8;
    return changed;
  }

  #ask(): void {
    this.#asking = false;
    if (this.#stopped || this.#log.state.atRest) return;
    if (!this.#lab.settled()) return this.#askAgain();
    const before = this.#log.state.seq;
    const began = performance.now();
    this.#read();
    this.#network.reportOverflow();
    if (this.#log.state.seq !== before) return this.#askAgain(PAUSE_AFTER_NEWS * (performance.now() - began));
    this.#asking = true;
    // The NICs are read between the timers and this: a kernel may have answered already.
    setImmediate(() => this.#restIfUnchanged(before));
  }

  #restIfUnchanged(since: number): void {
    this.#asking = false;
    if (this.#stopped || this.#log.state.atRest) return;
    if (this.#log.state.seq !== since || !this.#lab.settled()) return this.#askAgain();
    const heldAtMost = this.#lab.heldAtMost();
    const isTold = heldAtMost >= LIMITS.labBytesTold;
    this.#log.append({ type: 'at-rest', source: 'kernel', ...(isTold && { heldAtMost }) });
  }

  #readIdle(): void {
    if (this.#log.state.atRest && this.#read()) this.#askAgain();
  }

  #askAgain(inMs = 0): void {
    if (this.#asking) return;
    this.#asking = true;
    const least = this.#isFast ? ASK_AGAIN_WHILE_FAST_MS : ASK_AGAIN_MS;
    setTimeout(() => this.#ask(), Math.max(least, inMs));
  }
}
