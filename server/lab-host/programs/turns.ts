import { SERVER_LIMITS } from '../../limits.ts';

/**
 * The pause between two threads' turns, in ms. The server and every browser read what a turn writes to the
 * log. With some fifty lines a turn they keep up, and most of their time stays free.
 */
const PACE_MS = 20;

/** No thread waits longer than this for its lab's sake, so that the program can be stopped. */
const LONGEST_WAIT_MS = 1000;

/** A lab may write so much at once before it waits, in ms of what it may write. */
const BURST_MS = SERVER_LIMITS.logBurstBytes / SERVER_LIMITS.logBytesPerMs;

/** A lab, by what its log has grown to. */
export interface Writer {
  readonly bytes: number;
}

interface Waiting {
  readonly go: () => void;
  readonly sinceMs: number;
}

/** The threads that wait for their turn, by their lab, those that have waited longest first. */
const waiting = new Map<Writer, Waiting[]>();
/**
 * Each lab has been charged for so much of its log, which will be paid for at this time. Events cost the lab host, the web
 * server and each page time, whoever wrote them: a lab whose lines bring many, for longer than a burst, has fewer turns.
 */
const accounts = new WeakMap<Writer, { charged: number; paidAtMs: number }>();
let timer: NodeJS.Timeout | null = null;
let lastMs = -Infinity;

/**
 * Resolves when the thread may go on. One thread of all labs goes on at a time, and the labs take turns. A
 * lab with many busy threads therefore gets no more time than one with a single thread, and packets, returns
 * and messages are handled in between.
 */
export function turn(lab: Writer): Promise<void> {
  return new Promise((resolve) => {
    const threads = waiting.get(lab);
    const thread = { go: resolve, sinceMs: performance.now() };
    if (threads === undefined) waiting.set(lab, [thread]);
    else threads.push(thread);
    schedule();
  });
}

/** Returns the time at which a lab may have its next turn. `sinceMs` is when its first thread began to wait. */
function freeAt(lab: Writer, sinceMs: number): number {
  const { bytes } = lab;
  const now = performance.now();
  const account = accounts.get(lab) ?? { charged: bytes, paidAtMs: now };
  const paidAtMs = account.paidAtMs + (bytes - account.charged) / SERVER_LIMITS.logBytesPerMs;
  account.paidAtMs = Math.min(Math.max(paidAtMs, now), now + BURST_MS + LONGEST_WAIT_MS);
  account.charged = bytes;
  accounts.set(lab, account);
  // Nobody is kept from a turn by what others write meanwhile.
  return Math.min(account.paidAtMs - BURST_MS, sinceMs + LONGEST_WAIT_MS);
}

function schedule(): void {
  if (waiting.size === 0) return;
  const soonest = Math.min(...[...waiting].map(([lab, [first]]) => freeAt(lab, first!.sinceMs)));
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(next, Math.max(0, Math.max(lastMs + PACE_MS, soonest) - performance.now()));
}

function next(): void {
  timer = null;
  const now = performance.now();
  const found = [...waiting].find(([lab, [first]]) => freeAt(lab, first!.sinceMs) <= now);
  if (found !== undefined) {
    const [lab, [first, ...others]] = found;
    waiting.delete(lab);
    // The lab's other threads wait behind the other labs.
    if (others.length > 0) waiting.set(lab, others);
    lastMs = now;
    first!.go();
  }
  schedule();
}
