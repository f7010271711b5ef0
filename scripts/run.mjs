import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A failure that the person at the terminal can put right: one sentence says what failed, one what to do. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} remedy
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** @param {string} text */
export function say(text) {
  console.log(text);
}

/**
 * Runs a command silently. Its output is shown only if it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ shell?: boolean }} [options]
 * @returns {{ ok: boolean, output: string }}
 */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,

    shell: options.shell ?? false,
  });
  const output = [done.stdout, done.stderr, done.error?.message].filter(Boolean).join('\n').trim();
  return { ok: done.status === 0, output };
}

/**
 * @param {string[]} args
 * @param {string} remedy
 */
export function npm(args, remedy) {
  // npm tells its own path. Run by node it needs no shell, on Windows either.
  const cli = process.env['npm_execpath'];
  const { ok, output } = cli
    ? run(process.execPath, [cli, ...args])
    : run('npm', args, { shell: process.platform === 'win32' });
  if (!ok) throw new Failure(`npm ${args[0]} failed:\n${lastLines(output)}`, remedy);
}

export function viteBuild() {
  const { ok, output } = run(process.execPath, ['node_modules/vite/bin/vite.js', 'build']);
  if (!ok) {
    throw new Failure(`The build failed:\n${lastLines(output)}`, 'Run `npm run build` for the whole output.');
  }
}

/**
 * Returns the last lines of a failed command's output, without stack traces.
 *
 * @param {string} output
 */
export function lastLines(output) {
  const isStack = /^(npm error)?\s+(at |code:|errno:|syscall:|type:)|^(npm error)?\s*\}?$/;
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => !isStack.test(line));
  return lines.slice(-15).join('\n');
}
