import { LIMITS } from '../../../shared/limits.ts';
import type { EventLog } from '../event-log.ts';
import type { Machine } from '../python/machine.ts';
import { view } from '../python/view.ts';
import type { FileTable } from './file-table.ts';
import { select } from './select-call.ts';
import { sleep } from './sleeping.ts';
import type { SocketCalls } from './socket-calls.ts';
import type { StandardInput } from './standard-input.ts';
import { createConnection, createServer } from './socket-module.ts';
import type { SystemCalls } from './system-calls.ts';
import { cut } from './traceback.ts';

/** A thread with its program's parts, as its machine needs them. */
interface MachineParts extends Pick<
  Machine,
  'charge' | 'memory' | 'dropped' | 'release' | 'newThread' | 'start' | 'join'
> {
  readonly thread: string;
  readonly program: string;
  readonly log: EventLog;
  readonly files: FileTable;
  readonly input: StandardInput;
  readonly system: SystemCalls;
  readonly calls: SocketCalls;
}

/** Makes the operations by which a thread's interpreter reaches outside. */
export function threadMachine({
  thread,
  program,
  log,
  files,
  input,
  system,
  calls,
  ...others
}: MachineParts): Machine {
  const stamp = { source: 'program', program, thread } as const;
  const socketId = (fd: number): string | null => files.get(fd)?.socket ?? null;
  const print = (text: string): void => {
    log.append({ type: 'output', ...stamp, text: cut(text, LIMITS.outputCharacters) });
  };
  return {
    ...others,
    print,
    input: (prompt) => input.line(system, cut(prompt, LIMITS.outputCharacters), print),
    sleep: (seconds) => sleep(system, seconds),
    select: (args) => select(system, files, args),
    createConnection: (args, keywords) => createConnection(calls, args, keywords),
    createServer: (args, keywords) => createServer(calls, args, keywords),
    socket: (args) => calls.open(args),
    describe: (socket) => calls.describe(socket),
    method: (socket, name, args) => calls.method(socket, name, args),
    assigned: (name, value, local) =>
      log.append({
        type: 'variable-set',
        ...stamp,
        name,
        value: view(value, socketId),
        ...(local && { local: true }),
      }),
    deleted: (name, local) =>
      log.append({ type: 'variable-deleted', ...stamp, name, ...(local && { local: true }) }),
  };
}
