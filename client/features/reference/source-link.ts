const SYSCTL: Readonly<Record<string, string>> = {
  core: 'https://docs.kernel.org/admin-guide/sysctl/net.html',
  ipv4: 'https://docs.kernel.org/networking/ip-sysctl.html',
};

/** The address of a source: a man page as `recv(2)`, `RFC 9293 §3.4`, a sysctl's name. Null if none is known. */
export function sourceLink(source: string): string | null {
  const man = /^(\w+)\((\d)\)/.exec(source);
  if (man !== null) return `https://man7.org/linux/man-pages/man${man[2]}/${man[1]}.${man[2]}.html`;
  const rfc = /^RFC (\d+)(?: §([\d.]+))?$/.exec(source);
  if (rfc !== null)
    return `https://www.rfc-editor.org/rfc/rfc${rfc[1]}${rfc[2] === undefined ? '' : `#section-${rfc[2]}`}`;
  return SYSCTL[/^net\.(\w+)\./.exec(source)?.[1] ?? ''] ?? null;
}
