import { isIP } from 'node:net';
import { hostname } from 'node:os';

/**
 * Says whether a Host header names this server. A hostile page that rebinds its DNS name to 127.0.0.1 sends
 * that name, so that unknown names are refused. An IP address cannot be rebound, so that every IP address is
 * accepted. `listenHost` is the host that the server was asked to listen on.
 */
export function isOwnHost(header: string | undefined, listenHost: string): boolean {
  const name = hostOf(header);
  if (name === null) return false;
  if (isIP(name) !== 0) return true;
  const own = hostname().toLowerCase();
  return ['localhost', own, `${own}.local`, listenHost.toLowerCase()].includes(name);
}

/**
 * Says whether a WebSocket's Origin is the page that this server served under that Host. A browser always
 * sends an Origin. A client that sends none is no browser, and no page can control it.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

function hostOf(header: string | undefined): string | null {
  if (header === undefined || !/^[A-Za-z0-9.\-[\]:_]{1,300}$/.test(header)) return null;
  const url = `http://${header}`;
  if (!URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
