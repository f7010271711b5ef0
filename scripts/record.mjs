// Records every lesson, or those named (`npm run record -- L26`), on the real kernel into the page, so that where
// no lab can run there is something to see.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { say } from './run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = `${root}dist/server/main.js`;

/** What a lesson that does not exist answers names those that do. */
function lessons() {
  try {
    execFileSync(process.execPath, [program, 'trace', 'none'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return [];
  } catch (error) {
    const { stderr } = /** @type {{ stderr: unknown }} */ (error);
    return String(stderr).match(/\bL\d+\b/g) ?? [];
  }
}

const named = process.argv.slice(2);
for (const id of named.length > 0 ? named : lessons()) {
  const file = `client/public/recordings/${id}.ndjson`;
  execFileSync(
    process.execPath,
    [program, 'trace', id, '--network', 'two-hosts', '--log', `${root}${file}`],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // What ships names the kernel's version, not whose build of it this machine runs.
  const recorded = readFileSync(`${root}${file}`, 'utf8');
  writeFileSync(`${root}${file}`, recorded.replace(/("kernel":"Linux [\d.]+)-[^ "]+/, '$1'));
  say(`${id} → ${file}`);
}
