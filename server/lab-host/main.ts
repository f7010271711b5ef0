import { release, arch } from 'node:os';
import type { FromLabHost, NetworkChoice, ToLabHost } from '../lab-host-client/messages.ts';
import { LabHost } from './lab-host.ts';
import { endWithParent, exitNow } from './libc/process.ts';
import { selectNetwork } from './networks/select-network.ts';

/**
 * The lab host is a child process of the web server, in a user and network namespace of its own if that is
 * permitted. It leaves only through _exit, because process.exit never returns while a thread is blocked.
 */
const argument = (name: string): string | null =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;

function leave(code: number): never {
  // If libc was never loaded, no thread can be blocked in it.
  try {
    exitNow(code);
  } catch {
    process.exit(code);
  }
}

function fail(error: unknown): void {
  process.stderr.write(
    `lab host: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  leave(70);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('disconnect', () => leave(0));
// Ctrl-C at a terminal reaches the whole process group, and the web server decides when the labs end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => leave(0));

/** A message that cannot be written (EPIPE, channel closed) means that the web server has gone. */
const post = (message: FromLabHost): void => {
  process.send?.(message, undefined, undefined, (error) => {
    if (error !== null) leave(0);
  });
};

const wanted = (argument('network') ?? 'auto') as NetworkChoice;
const choice = await selectNetwork(wanted, argument('no-userns'));
endWithParent();
const host = new LabHost({ choice, kernel: `Linux ${release()} ${arch()}`, post });
process.on('message', (message) => host.receive(message as ToLabHost));
post({ type: 'ready', network: choice.info });
