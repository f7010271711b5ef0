import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { lookup } from 'mrmime';
import { Failure } from '../cli/failure.ts';

export interface PageFile {
  readonly content: Buffer;
  readonly type: string;
  /** The entity tag of RFC 9110 §8.8.3. It is made from the content. */
  readonly etag: string;
  readonly cacheControl: string;
}

/** The files of the built page by their paths in a URL, such as `/assets/index-abc.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/**
 * Reads the whole built page into memory, 3 MB. A request then opens no file, so that neither a lack of file
 * descriptors nor a page that is built anew changes an answer. Hidden files are left out. Throws Failure if
 * the page is not there or a file cannot be read.
 */
export function readPageFiles(folder: string): PageFiles {
  try {
    const files = new Map(visibleFiles(folder).map((file) => [pathOf(folder, file), pageFile(folder, file)]));
    const index = files.get('/index.html');
    if (index === undefined) throw new Failure('page-not-built', notBuilt(folder));
    return files.set('/', index);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Failure('page-not-built', notBuilt(folder), error);
    throw new Failure(
      'page-unreadable',
      `The page cannot be read: ${message}. “npm run build” makes it anew.`,
      error,
    );
  }
}

function notBuilt(folder: string): string {
  return `There is no page in ${folder}; “npm run build” makes it.`;
}

function visibleFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !pathOf(folder, file).includes('/.'));
}

function pathOf(folder: string, file: string): string {
  return `/${relative(folder, file).split(sep).join('/')}`;
}

/**
 * Files under /assets have a hash of their content in their names and are cached for ever. A browser asks for
 * everything else again each time.
 */
function pageFile(folder: string, file: string): PageFile {
  const content = readFileSync(file);
  const forEver = pathOf(folder, file).startsWith('/assets/');
  return {
    content,
    type: typeOf(file),
    etag: `"${createHash('sha256').update(content).digest('base64url')}"`,
    cacheControl: forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

function typeOf(file: string): string {
  if (extname(file) === '.ndjson') return 'application/x-ndjson; charset=utf-8';
  const type = lookup(file) ?? 'application/octet-stream';
  return /^text\/|javascript|json/.test(type) ? `${type}; charset=utf-8` : type;
}
