/** Threads that would run on, by their lab. */
const waiting = new Map<object, (() => void)[]>();
let scheduled = false;

/**
 * Resolves when the thread may go on: one of all labs' threads a turn of the event loop, the labs one after
 * the other. So a lab of many busy threads has no more of the time than one with a single one, and what
 * comes from NICs, calls and the server is heard in between.
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
  setImmediate(() => {
    scheduled = false;
    const [first] = waiting;
    if (first === undefined) return;
    const [lab, [go, ...others]] = first;
    waiting.delete(lab);
    // Behind the other labs.
    if (others.length > 0) waiting.set(lab, others);
    go?.();
    schedule();
  });
}
