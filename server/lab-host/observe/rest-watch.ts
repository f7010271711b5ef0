import type { EventLog } from '../event-log.ts';
import type { LabNetwork } from '../networks/network.ts';
import type { Observer } from './observer.ts';

/** Readings a window; beyond, the rest of it goes unread, and so does most of the next ones while it stays so fast. */
const WINDOW_MS = 100;
const READINGS_PER_WINDOW = 40;
/**
 * Fewer where they would take more of the window than this. On a busy machine a reading may take some ms: by number
 * alone nothing but readings would be done, and never so many be asked for that it counted as fast.
 */
const MOST_OF_A_WINDOW = 0.5;
const READINGS_WHILE_FAST = 4;
/** How soon to ask again whether threads sleep and wires are empty. */
const ASK_AGAIN_MS = 2;
/** At full speed the answer is no each time. */
const ASK_AGAIN_WHILE_FAST_MS = 20;
/** A reading that found news is followed by so many times its own length without one. */
const PAUSE_AFTER_NEWS = 4;
/** TIME_WAIT ends, timers are set anew and delayed ACKs leave without any doing of ours. */
const IDLE_READING_MS = 500;

/**
 * Decides when counters are read. After each call and segment while things go step by step; once a
 * window above a stated rate; now and then while nothing happens. When nothing is under way and a
 * reading brought nothing new, the lab is at rest, and the log says so.
 */
export class RestWatch {
  readonly #log: EventLog;
  readonly #observer: Observer;
  readonly #network: LabNetwork;
  readonly #settled: () => boolean;
  readonly #idle: NodeJS.Timeout;
  #asking = false;
  #stopped = false;
  #windowBegan = 0;
  /** Asked for and made in this window. */
  #asked = 0;
  #readings = 0;
  /** What a reading takes of late. */
  #readingMs = 0;
  /** The window before was asked for more than it permits. */
  #isFast = false;
  #saidSo = false;

  constructor(log: EventLog, observer: Observer, network: LabNetwork, settled: () => boolean) {
    this.#log = log;
    this.#observer = observer;
    this.#network = network;
    this.#settled = settled;
    this.#idle = setInterval(() => this.#readIdle(), IDLE_READING_MS);
  }

  /** Something happened. */
  touch(): void {
    if (this.#stopped) return;
    if (this.#mayRead()) this.#read();
    if (this.#asking) return;
    this.#asking = true;
    // Two turns: whatever the last call sent has then come out of the NICs.
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
    // While it is fast the few readings are spread over the window.
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
    // Smoothed, as TCP smooths its round-trip time (RFC 6298 §2): one slow reading is no rule.
    this.#readingMs += (performance.now() - beganAt - this.#readingMs) / 8;
    return changed;
  }

  #ask(): void {
    this.#asking = false;
    if (this.#stopped || this.#log.state.atRest) return;
    if (!this.#settled()) return this.#askAgain();
    const before = this.#log.state.seq;
    const began = performance.now();
    this.#read();
    this.#network.reportOverflow();
    if (this.#log.state.seq !== before) return this.#askAgain(PAUSE_AFTER_NEWS * (performance.now() - began));
    this.#log.append({ type: 'at-rest', source: 'kernel' });
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
