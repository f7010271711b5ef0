import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const built = ['dist/client/index.html', 'dist/server/main.js', 'dist/server/lab-host.js'];
const sources = ['client', 'server', 'shared', 'package-lock.json', 'vite.config.ts'];

/** npm writes node_modules/.package-lock.json last, so that an interrupted install counts as none. */
export function installIsOld() {
  return changedAtMs('package-lock.json') > changedAtMs('node_modules/.package-lock.json');
}

export function buildIsOld() {
  return Math.max(...sources.map(newestMs)) > Math.min(...built.map(changedAtMs));
}

/** Folders count too, because deleting a file changes only its folder's time.
 *
 * @param {string} path
 * @returns {number}
 */
function newestMs(path) {
  let newest = changedAtMs(path);
  if (!statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) return newest;
  for (const name of readdirSync(join(root, path))) newest = Math.max(newest, newestMs(join(path, name)));
  return newest;
}

/** @param {string} path */
function changedAtMs(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
