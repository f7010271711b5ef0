import type { ServerResponse } from 'node:http';

/**
 * The page may load nothing from another origin and send nothing there. Inline styles are allowed because
 * animations set them; inline scripts are not. The WebSocket's address is listed because not every browser
 * counts it as 'self'.
 */
function contentSecurityPolicy(host: string, frameAncestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    ["frame-ancestors 'self'", ...frameAncestors].join(' '),
  ].join('; ');
}

/**
 * `host` is the request's Host header, which must have been checked to be this server's. `frameAncestors` are
 * the origins whose pages may show this one in a frame, besides its own.
 */
export function setSecurityHeaders(
  response: ServerResponse,
  host: string,
  frameAncestors: readonly string[],
): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(host, frameAncestors));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
}
