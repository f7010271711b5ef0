import type { EventLog } from './event-log.ts';
import type { LabNetwork } from './networks/network.ts';
import type { Observer } from './observer.ts';

/** Readings a window; beyond, the rest of it goes unread, and so does most of the next ones while it stays so fast. */
const WINDOW_MS = 100;
const READINGS_PER_WINDOW = 40;
const READINGS_WHILE_FAST = 4;
/**
 * And no more of a window than this, ms, goes into them: where a reading takes long, because the machine is
 * slow or busy, looking at each segment would keep the lab from ever sending faster.
 */
const READING_MS_PER_WINDOW = 25;
/** How soon to ask again whether threads sleep and wires are empty. */
const ASK_AGAIN_MS = 2;
/** A reading that found news is followed by so many times its own length without one, for the same reason. */
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
    if (this.#mayRead()) {
      const began = performance.now();
      this.#read();
      this.#readingMs += performance.now() - began;
    }
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
    if (now - this.#windowBegan >= WINDOW_MS) {
      this.#isFast = this.#asked > READINGS_PER_WINDOW && now - this.#windowBegan < 2 * WINDOW_MS;
      this.#windowBegan = now;
      this.#asked = 0;
      this.#readings = 0;
      this.#readingMs = 0;
    }
    this.#asked += 1;
    // While it is fast the few readings are spread over the window.
    const due = ((now - this.#windowBegan) / WINDOW_MS) * READINGS_WHILE_FAST;
    const few = this.#isFast ? this.#readings <= due : this.#readings < READINGS_PER_WINDOW;
    const may = few && this.#readingMs < READING_MS_PER_WINDOW;
    if (may) {
      this.#readings += 1;
      if (!this.#isFast) this.#saidSo = false;
      return true;
    }
    if (!this.#saidSo) {
      this.#saidSo = true;
      const detail = `${READINGS_PER_WINDOW} / ${WINDOW_MS} ms`;
      this.#log.append({ type: 'notice', source: 'derived', code: 'counters-sampled', detail });
    }
    return false;
  }

  #read(): boolean {
    this.#network.drain();
    return this.#observer.observe();
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

  #askAgain(inMs = ASK_AGAIN_MS): void {
    if (this.#asking) return;
    this.#asking = true;
    setTimeout(() => this.#ask(), Math.max(ASK_AGAIN_MS, inMs));
  }
}
