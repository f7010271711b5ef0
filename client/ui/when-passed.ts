/**
 * Calls `then` once `performance.now()` has come to `atMs`. A browser's timer counts whole milliseconds and may come
 * before its time, and who looks at the clock then would find that nothing has passed. Returns what calls it off.
 */
export function whenPassed(atMs: number, then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const leftMs = atMs - performance.now();
    if (leftMs > 0) timer = setTimeout(look, Math.ceil(leftMs));
    else then();
  };
  look();
  return () => clearTimeout(timer);
}
