/**
 * A link to this page for others: its address and this hash, nothing else. A controller's or a presenter's secret is never
 * in it, nor a language, because each reader has one of their own. A page that was opened as localhost gives the address
 * that the server named for other machines.
 */
export function linkForOthers(page: string, othersAt: string | null, hash: string): string {
  const url = new URL(isHere(page) && othersAt !== null ? othersAt : page);
  url.search = '';
  url.hash = hash;
  return url.href;
}

/** Only the server's own machine reaches the page at this address. */
export function isHere(page: string): boolean {
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(page).hostname);
}
