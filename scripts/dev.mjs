// Serves the page with hot reload on Vite's port, in front of the real server. The server is rebuilt and restarted
// (100 ms) when its sources change. Flags go to the server: `npm run dev -- --network loopback`.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { root, run } from './run.mjs';

const port = '8127';

const page = await createServer({ configFile: join(root, 'vite.config.ts') });
await page.listen();
page.printUrls();

/** @type {import('node:child_process').ChildProcess | undefined} */
let server;
/** @type {NodeJS.Timeout | undefined} */
let soon;

restart();
for (const folder of ['server', 'shared']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(soon);
    soon = setTimeout(restart, 100);
  });
}

function restart() {
  const { ok, output } = run(process.execPath, ['node_modules/vite/bin/vite.js', 'build']);
  if (!ok) {
    console.error(output);
    return;
  }
  server?.kill();
  const flags = ['--port', port, '--no-open', ...process.argv.slice(2)];
  server = spawn(process.execPath, [join(root, 'dist/server/main.js'), ...flags], { stdio: 'inherit' });
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    server?.kill();
    process.exit(0);
  });
}
