/**
 * The pause between two threads' turns, in ms. The server and every browser read what a turn writes to the
 * log. With some fifty lines a turn they keep up, and most of their time stays free.
 */
const PACE_MS = 20;

/** The threads that wait for their turn, by their lab. */
const waiting = new Map<object, (() => void)[]>();
let scheduled = false;
let lastMs = -Infinity;

/**
 * Resolves when the thread may go on. One thread of all labs goes on at a time, and the labs take turns. A
 * lab with many busy threads therefore gets no more time than one with a single thread, and packets, returns
 * and messages are handled in between.
 */
export function turn(lab: object): Promise<void> {
  return new Promise((resolve) => {
    const threads = waiting.get(lab);
    if (threads === undefined) waiting.set(lab, [resolve]);
    else threads.push(resolve);
    schedule();
  });
}

function schedule(): void {
  if (scheduled || waiting.size === 0) return;
  scheduled = true;
  setTimeout(next, Math.max(0, lastMs + PACE_MS - performance.now()));
}

function next(): void {
  scheduled = false;
  lastMs = performance.now();
  const [first] = waiting;
  if (first === undefined) return;
  const [lab, [go, ...others]] = first;
  waiting.delete(lab);
  // The lab's other threads wait behind the other labs.
  if (others.length > 0) waiting.set(lab, others);
  go?.();
  schedule();
}
