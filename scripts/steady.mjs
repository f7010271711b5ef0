// Runs `npm test` again and again, half of the times beside a process that keeps one core busy, and says of
// each run how long it took and which tests failed: `node scripts/steady.mjs 10`.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './run.mjs';

const runs = Number(process.argv[2] ?? 10);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('Say how many runs: node scripts/steady.mjs 10');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'socketscope-steady-'));
console.log(`${runs} runs of npm test; their output is in ${folder}.`);

let failed = 0;
for (let run = 1; run <= runs; run += 1) {
  const isBusy = run > Math.ceil(runs / 2);
  const log = join(folder, `${run}.log`);
  const beganAt = performance.now();
  const busy = isBusy ? spawn(process.execPath, ['-e', 'for (;;);']) : undefined;
  const exitCode = await npmTest(log);
  busy?.kill('SIGKILL');
  const seconds = (performance.now() - beganAt) / 1000;
  const verdict = exitCode === 0 ? 'passed' : 'FAILED';
  console.log(
    `${String(run).padStart(2)}  ${verdict}  ${seconds.toFixed(0).padStart(4)} s${isBusy ? '  beside a busy core' : ''}`,
  );
  if (exitCode === 0) continue;
  failed += 1;
  for (const line of failures(readFileSync(log, 'utf8'))) console.log(`      ${line}`);
}
console.log(failed === 0 ? 'All passed.' : `${failed} of ${runs} failed.`);
process.exit(failed === 0 ? 0 : 1);

/**
 * @param {string} log
 * @returns {Promise<number | null>}
 */
function npmTest(log) {
  const out = openSync(log, 'w');
  const npm = spawn('npm', ['test'], { cwd: root, stdio: ['ignore', out, out] });
  return new Promise((resolve, reject) => {
    npm.once('error', reject);
    npm.once('exit', resolve);
  });
}

/**
 * Returns each failed test, and each file beyond its budget.
 *
 * @param {string} log
 */
function failures(log) {
  const lines = stripVTControlCharacters(log).split('\n');
  const told = lines.filter((line) => /^ *FAIL |beyond its budget|^Error:/.test(line));
  return new Set(told.map((line) => line.trim()));
}
