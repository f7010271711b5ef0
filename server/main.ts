#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import type { Terminal } from './cli/announce.ts';
import { HELP } from './cli/help.ts';
import { script } from './cli/python-script.ts';
import { serve } from './cli/serve.ts';
import { trace } from './cli/trace.ts';
import { type Invocation, readCommandLine } from './cli/config.ts';
import { Failure } from './cli/failure.ts';
import { LabHostProcess } from './lab-host-client/lab-host-process.ts';
import { LabHosts } from './lab-host-client/lab-hosts.ts';
import { Rooms } from './rooms/rooms.ts';

/**
 * In the built tree this file is dist/server/main.js, the lab host is beside it, and the page is in
 * dist/client.
 */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const labHostScript = at('./lab-host.js');

const NPM_GONE_MS = 500;

const terminal: Terminal = {
  isTerminal: process.stdout.isTTY,
  env: process.env,
  write: (text) => process.stdout.write(text),
};

const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      resolve();
      // A second signal ends the process at once. The lab host ends by itself when its channel closes.
      process.once(signal, () => process.exit(1));
    });
  // npm does not pass signals on (npm → sh → node). When its shell is gone, this process must end too.
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) resolve();
  }, NPM_GONE_MS).unref();
});
// `socketscope trace L1 | head` closes the pipe before the end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.stderr.write(`socketscope: ${error.message}\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  const { env, platform } = process;
  process.exitCode = await run(
    readCommandLine(process.argv.slice(2), { env, platform, isTerminal: terminal.isTerminal }),
  );
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`socketscope: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function run(invocation: Invocation): Promise<number> {
  switch (invocation.is) {
    case 'help':
      terminal.write(HELP[invocation.of]);
      return 0;
    case 'version':
      terminal.write(`${version}\n`);
      return 0;
    case 'script':
      script(invocation.config, terminal);
      return 0;
    case 'trace':
      return trace(invocation.config, {
        labHost: new LabHostProcess({
          script: labHostScript,
          network: invocation.config.network,
          changed: () => {},
        }),
        version,
        terminal,
        ended,
      });
    case 'serve': {
      const { network, labHosts: share } = invocation.config;
      const changed = (): void => rooms.labHostChanged();
      const labHosts: LabHosts = new LabHosts({ script: labHostScript, network, share, changed });
      const limits = { labsPerAddress: invocation.config.shares.labs };
      const rooms = new Rooms({ labs: labHosts, version, limits });
      await serve(invocation.config, { labHosts, rooms, page: at('../client'), version, terminal, ended });
      return 0;
    }
    default:
      return invocation satisfies never;
  }
}
