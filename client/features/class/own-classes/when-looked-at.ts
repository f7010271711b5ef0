/** Calls now, and whenever somebody comes back to the page. Returns the way to stop. */
export function whenLookedAt(call: () => void): () => void {
  const seen = (): void => {
    if (!document.hidden) call();
  };
  seen();
  document.addEventListener('visibilitychange', seen);
  return () => document.removeEventListener('visibilitychange', seen);
}
