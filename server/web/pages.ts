import type { RequestListener, ServerResponse } from 'node:http';
import sirv from 'sirv';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { isOwnHost } from './who-may-ask.ts';
import type { LabHostStatus } from '../../shared/schema.ts';

/** GET /healthz, for whoever watches the server, and for the home page, which has no room to ask. */
export interface Health {
  readonly grade: NetworkInfo['grade'];
  readonly capture: NetworkInfo['capture'];
  readonly isolated: boolean;
  readonly labHost: LabHostStatus;
  readonly labs: number;
  readonly viewers: number;
  readonly version: string;
}

export interface PagesOptions {
  /** The folder of the built page, recordings included. */
  readonly folder: string;
  readonly listenHost: string;
  readonly health: () => Health;
}

/** Answers every HTTP request that is not for the WebSocket. */
export function pages({ folder, listenHost, health }: PagesOptions): RequestListener {
  // `dev`: looked up at each request. sirv's list from the start would outlive a rebuild, and the first
  // request for a file that is gone would end the process.
  const files = sirv(folder, { dev: true, etag: true, setHeaders });
  return (request, response) => {
    const { host } = request.headers;
    if (host === undefined || !isOwnHost(host, listenHost)) {
      end(response, 403, 'This server does not answer to that host name.\n');
      return;
    }
    setSecurityHeaders(response, host);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      end(response, 405, 'Only GET and HEAD.\n');
    } else if (request.url === '/healthz') {
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Cache-Control', 'no-store');
      response.end(`${JSON.stringify(health())}\n`);
    } else if (request.url?.includes('/.') === true) nothingHere(response);
    else {
      // Whole files only: sirv 3.0.2 throws on a range that ends before it begins.
      delete request.headers.range;
      files(request, response, () => nothingHere(response));
    }
  };
}

/** What the build names by its content stays for ever; everything else is asked for again each time. */
function setHeaders(response: ServerResponse, path: string): void {
  const forEver = path.startsWith('/assets/');
  response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (path.endsWith('.ndjson')) response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
}

function nothingHere(response: ServerResponse): void {
  end(response, 404, 'There is nothing here.\n');
}

function end(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(sentence);
}
