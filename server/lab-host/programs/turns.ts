/**
 * Between one thread's turn and the next, ms. What a turn writes to the log is read by the server and by every
 * browser there: at some fifty lines a turn these keep up, and have most of their time for others.
 */
const PACE_MS = 20;

/** Threads that would run on, by their lab. */
const waiting = new Map<object, (() => void)[]>();
let scheduled = false;
let lastMs = -Infinity;

/**
 * Resolves when the thread may go on: one of all labs' threads at a time, the labs one after the other. So a
 * lab of many busy threads has no more of the time than one with a single one, and what comes from NICs, calls
 * and the server is heard in between.
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
  // Behind the other labs.
  if (others.length > 0) waiting.set(lab, others);
  go?.();
  schedule();
}
