import { Failure } from './failure.ts';

/* The values of flags and environment names, from their texts. All of these throw Failure. */

/** Each command has a page of help. */
export type HelpPage = 'serve' | 'trace' | 'script';

export function usage(sentence: string, of: HelpPage = 'serve'): Failure {
  const command = of === 'serve' ? 'socketscope --help' : `socketscope ${of} --help`;
  return new Failure('usage', `${sentence} (${command} lists what there is).`);
}

export function oneOf<T extends string>(choices: readonly T[], text: string, flag: string): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw usage(`${flag} takes ${choices.join(', ')}, not “${text}”`);
  return found;
}

export function portNumber(text: string, from: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw usage(`${from} takes a number from 0 to 65535, not “${text}”`);
  return port;
}

/** A whole number from 1 to `most`. */
export function countOf(text: string, most: number, from: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= 1 && count <= most)) throw usage(`${from} takes a number from 1 to ${most}, not “${text}”`);
  return count;
}

/** An http or https address without a query. */
export function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  )
    throw usage(`--public-url takes an address such as https://lab.example.org/socketscope/, not “${text}”`);
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** The address of a Redis, perhaps with a user, a password and the number of a database. */
export function redisAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isRedis = url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '';
  if (!isRedis || !/^(\/\d*)?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw usage(`--store takes the address of a Redis, such as redis://store.example.org:6379/0`);
  return url.href;
}

/** A source of CSP's frame-ancestors: an origin, whose host may begin with `*.`. */
export function originOf(text: string): string {
  if (!/^https?:\/\/(?:\*\.)?[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/.test(text))
    throw usage(`--frame-ancestors takes an origin such as https://lms.example.org, not “${text}”`);
  return text;
}

export function hostName(text: string, flag: string): string {
  const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  if (!/^[A-Za-z0-9.:_%-]{1,253}$/.test(bare))
    throw usage(`${flag} takes an address or a name, not “${text}”`);
  return bare;
}

export function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
