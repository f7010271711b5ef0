import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** The names under which this server may be asked, besides `localhost`, the machine's name and IP addresses. */
export interface OwnNames {
  /** The host that the server was asked to listen on. */
  readonly listenHost: string;
  /** The names of --allowed-host and --public-url, in lower case: those of a proxy or of a school's DNS. */
  readonly allowedHosts: readonly string[];
}

/** Returns a request's Host, unless it has none or several (RFC 9112 §3.2), of which Node takes the first. */
export function hostHeader({ headersDistinct }: IncomingMessage): string | undefined {
  const [host, ...more] = headersDistinct['host'] ?? [];
  return more.length === 0 ? host : undefined;
}

/**
 * Says whether a Host header names this server. A hostile page that rebinds its DNS name to 127.0.0.1 sends
 * that name, so that unknown names are refused. An IP address cannot be rebound, so that every IP address is
 * accepted.
 */
export function isOwnHost(header: string | undefined, { listenHost, allowedHosts }: OwnNames): boolean {
  const name = hostOf(header);
  if (name === null) return false;
  if (isIP(name) !== 0) return true;
  const own = hostname().toLowerCase();
  return ['localhost', own, `${own}.local`, listenHost.toLowerCase(), ...allowedHosts].includes(name);
}

/**
 * Says whether a WebSocket's Origin is the page that this server served under that Host, or that a proxy
 * served under an allowed name while it asked with a Host of its own. A browser always sends an Origin. A
 * client that sends none is no browser, and no page can control it.
 */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  { allowedHosts }: OwnNames,
): boolean {
  if (origin === undefined) return true;
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host?.toLowerCase() || allowedHosts.includes(page.hostname);
}

/** A class that comes in asks for one host: to read it anew took a tenth of each join. */
let newest: { readonly header: string | undefined; readonly name: string | null } | null = null;

function hostOf(header: string | undefined): string | null {
  const read = newest !== null && newest.header === header ? newest : { header, name: readHost(header) };
  newest = read;
  return read.name;
}

function readHost(header: string | undefined): string | null {
  if (header === undefined || !/^[A-Za-z0-9.\-[\]:_]{1,300}$/.test(header)) return null;
  const url = `http://${header}`;
  if (!URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
