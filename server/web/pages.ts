import type { RequestListener, ServerResponse } from 'node:http';
import sirv from 'sirv';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { isOwnHost } from './who-may-ask.ts';
import type { LabHostStatus } from '../../shared/schema.ts';

/** The answer to GET /healthz. Monitoring asks for it, and so does the home page, which is in no room. */
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
  /** The folder of the built page, with its recordings. */
  readonly folder: string;
  readonly listenHost: string;
  readonly health: () => Health;
}

/** Answers every HTTP request that is not for the WebSocket. */
export function pages({ folder, listenHost, health }: PagesOptions): RequestListener {
  // With `dev`, sirv looks files up at each request. Otherwise its list of files would outlive a rebuild, and
  // a request for a file that is gone would end the process.
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
      // Range requests are not served, because sirv 3.0.2 throws on a range that ends before it begins.
      delete request.headers.range;
      files(request, response, () => nothingHere(response));
    }
  };
}

/**
 * Files under /assets have a hash of their content in their names and are cached for ever. A browser asks for
 * everything else again each time.
 */
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
