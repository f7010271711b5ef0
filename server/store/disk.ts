import { closeSync, constants, openSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { SERVER_LIMITS } from '../limits.ts';

const OWNER_ONLY = 0o600;
/** Without O_CREAT: a file that somebody removed would begin in the middle. */
const AT_ITS_END = constants.O_WRONLY | constants.O_APPEND;

export function appendLines(file: string, lines: readonly string[]): void {
  const fd = openSync(file, AT_ITS_END);
  try {
    writeFileSync(fd, `${lines.join('\n')}\n`);
  } finally {
    closeSync(fd);
  }
}

/** Writes a file anew, in pieces, so that a long one is not in memory as one text. */
export function writeLines(file: string, lines: Iterable<string>): void {
  const fd = openSync(file, 'w', OWNER_ONLY);
  try {
    let piece = '';
    for (const line of lines) {
      piece += `${line}\n`;
      if (piece.length < SERVER_LIMITS.batchBytes) continue;
      writeFileSync(fd, piece);
      piece = '';
    }
    writeFileSync(fd, piece);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Has the kernel write a file to its disk. */
export async function sync(file: string): Promise<void> {
  const opened = await open(file, 'r');
  try {
    await opened.datasync();
  } finally {
    await opened.close();
  }
}
