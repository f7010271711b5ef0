// Records every lesson and the variations that are recorded, or those named (`npm run record -- L26 L3.no-bind`), on
// the real kernel. The page ships the recordings, so that there is something to see if no lab can run.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { say } from './run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = `${root}dist/server/main.js`;

/** Returns the lessons' ids, which the error about an unknown lesson lists. */
function lessons() {
  try {
    execFileSync(process.execPath, [program, 'trace', 'none'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return [];
  } catch (error) {
    const { stderr } = /** @type {{ stderr: unknown }} */ (error);
    return String(stderr).match(/\bL\d+\b/g) ?? [];
  }
}

/** Variations are recorded for the map of the source lesson. Their files are named `L3.no-bind.ndjson`. */
function variations() {
  const files = readdirSync(`${root}client/public/recordings`);
  return files.filter((file) => file.split('.').length === 3).map((file) => file.replace(/\.ndjson$/, ''));
}

const named = process.argv.slice(2);
for (const id of named.length > 0 ? named : [...lessons(), ...variations()]) {
  const file = `client/public/recordings/${id}.ndjson`;
  const [lesson = id, variation] = id.split('.');
  const which = variation === undefined ? [] : ['--variation', variation];
  execFileSync(
    process.execPath,
    [program, 'trace', lesson, ...which, '--network', 'two-hosts', '--log', `${root}${file}`],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // A shipped recording names the kernel's version, and not this machine's build of it.
  const recorded = readFileSync(`${root}${file}`, 'utf8');
  writeFileSync(`${root}${file}`, recorded.replace(/("kernel":"Linux [\d.]+)-[^ "]+/, '$1'));
  say(`${id} → ${file}`);
}
