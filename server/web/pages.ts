import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import type { LabHostStatus } from '../../shared/schema.ts';
import { type LaunchToken, tokenIn } from './launch-token.ts';
import type { PageFile, PageFiles } from './page-files.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { hostHeader, isOwnHost, type OwnNames } from './who-may-ask.ts';

/** The answer to GET /healthz. Monitoring asks for it, and so does the home page, which is in no room. */
export interface Health {
  readonly grade: NetworkInfo['grade'];
  readonly capture: NetworkInfo['capture'];
  readonly isolated: boolean;
  readonly labHost: LabHostStatus;
  /** The number of lab hosts that are up. */
  readonly labHosts: number;
  readonly labs: number;
  readonly viewers: number;
  readonly version: string;
}

export interface PagesOptions {
  readonly files: PageFiles;
  readonly names: OwnNames;
  /** The origins whose pages may show this one in a frame, besides its own. */
  readonly frameAncestors: readonly string[];
  /** Null if everybody who reaches the page may open labs. */
  readonly token: LaunchToken | null;
  readonly health: () => Health;
}

/** Answers every HTTP request that is not for the WebSocket. */
export function pages({ files, names, frameAncestors, token, health }: PagesOptions): RequestListener {
  return (request, response) => {
    const host = hostHeader(request);
    if (host === undefined || !isOwnHost(host, names)) {
      end(response, 403, notThatName(host));
      return;
    }
    setSecurityHeaders(response, host, frameAncestors);
    const path = pathOf(request.url);
    const handsOver = tokenIn(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      end(response, 405, 'Only GET and HEAD.\n');
    } else if (handsOver !== null) {
      handOver(handsOver, token, response);
    } else if (path === '/healthz') {
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Cache-Control', 'no-store');
      response.end(`${JSON.stringify(health())}\n`);
    } else {
      const file = path === null ? undefined : files.get(path);
      if (file === undefined) end(response, 404, 'There is nothing here.\n');
      else send(file, request, response);
    }
  };
}

/**
 * Returns the path of the request's target, decoded once, or null if it is no path. Because the files are
 * looked up by their whole path, `..` and hidden files lead nowhere.
 */
function pathOf(target: string | undefined): string | null {
  const [path = ''] = (target ?? '').split('?');
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** A token leaves the visible address also where it is wrong or not asked for. */
function handOver(
  { token: given, location }: NonNullable<ReturnType<typeof tokenIn>>,
  token: LaunchToken | null,
  response: ServerResponse,
): void {
  const cookie = token?.cookieFor(given) ?? null;
  if (cookie !== null) response.setHeader('Set-Cookie', cookie);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Location', location);
  end(response, 303, 'The page is here, without the token in its address.\n');
}

/** Range requests are not served (RFC 9110 §14.2 lets a server ignore them). */
function send(
  { content, type, etag, cacheControl }: PageFile,
  request: IncomingMessage,
  response: ServerResponse,
) {
  response.setHeader('Cache-Control', cacheControl);
  response.setHeader('ETag', etag);
  const known = request.headers['if-none-match']
    ?.split(/\s*,\s*/)
    .some((tag) => tag.replace(/^W\//, '') === etag);
  if (known === true) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', content.length);
  response.end(request.method === 'HEAD' ? undefined : content);
}

/** A name that could be a host's is repeated, so that its owner sees which flag lets it in. */
function notThatName(host: string | undefined): string {
  const name = /^[A-Za-z0-9.-]{1,253}(?=$|:)/.exec(host ?? '')?.[0];
  const flag = name === undefined ? '' : ` Its operator can allow it with --allowed-host ${name}.`;
  return `This server does not answer to that host name.${flag}\n`;
}

function end(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(sentence);
}
