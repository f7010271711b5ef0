import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { request } from 'node:http';

/** A command that has not ended by then is killed. The longest lesson takes half a minute. */
const COMMAND_LIMIT_MS = 120_000;
/** A server that has not printed its address by then is killed. */
const START_LIMIT_MS = 40_000;

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a user starts it. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  #stdout = '';
  #stderr = '';
  #heard = (): void => {};

  /**
   * `limit` is what ulimit of sh(1) is given, such as `-n 128`. If it is absent, this process's limits hold. `within` is
   * a command that executes the server in its own place.
   */
  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    limit?: string,
    within: readonly string[] = [],
  ) {
    const { SOCKETSCOPE_PORT: _, SOCKETSCOPE_HOST: __, PORT: ___, HOST: ____, ...inherited } = process.env;
    const command = [...within, process.execPath, program, ...args];
    const bounded = ['/bin/sh', '-c', `ulimit ${limit ?? ''}; exec "$@"`, 'sh', ...command];
    const [file = '', ...words] = limit === undefined ? command : bounded;
    this.child = spawn(file, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A test keeps rooms only where it says so.
      env: { ...inherited, LC_ALL: 'C.UTF-8', SOCKETSCOPE_DATA: 'none', ...env },
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      if (this.#printed !== undefined) this.#heard();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.finished = new Promise((resolve) => {
      this.child.once('close', (exitCode) =>
        resolve({ exitCode, stdout: this.#stdout, stderr: this.#stderr }),
      );
    });
  }

  static async run(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    limit?: string,
  ): Promise<Finished> {
    const command = new ServerProcess(args, env, limit);
    const timer = setTimeout(() => command.child.kill('SIGKILL'), COMMAND_LIMIT_MS);
    const finished = await command.finished;
    clearTimeout(timer);
    return finished;
  }

  /** Starts a server, on any free port unless the words say otherwise. */
  static async serving(
    args: readonly string[] = ['--port', '0'],
    env: Readonly<Record<string, string>> = {},
    limit?: string,
    within?: readonly string[],
  ): Promise<ServerProcess> {
    const server = new ServerProcess([...args, '--no-open'], env, limit, within);
    const timer = setTimeout(() => server.child.kill('SIGKILL'), START_LIMIT_MS);
    await new Promise<void>((resolve) => {
      server.#heard = resolve;
      void server.finished.then(() => resolve());
    });
    clearTimeout(timer);
    if (server.#printed === undefined)
      throw new Error(`it did not serve: ${JSON.stringify(await server.finished)}`);
    return server;
  }

  get #printed(): string | undefined {
    return /http:\/\/\S+/.exec(this.#stdout)?.[0];
  }

  get address(): string {
    return this.#printed ?? '';
  }

  get stderr(): string {
    return this.#stderr;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Returns the process id of the lab host that was started first. */
  get labHostPid(): number | undefined {
    return this.labHostPids[0];
  }

  /** Returns the process ids of the lab hosts, which are the only children. */
  get labHostPids(): readonly number[] {
    return childrenOf(this.pid);
  }

  health(): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      request(new URL('/healthz', this.address), (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve(JSON.parse(body) as Record<string, unknown>));
      })
        .on('error', reject)
        .end();
    });
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Finished> {
    this.child.kill(signal);
    return this.finished;
  }
}

export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a condition holds. Rejects after 10 s. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`in vain: ${condition.toString()}`);
}

/** Returns the processes that a process has started and that are running, the oldest first. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // Behind the name in brackets, the second field is the parent and the twentieth the start (proc(5)).
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
        return Number(fields[1]) === pid ? [{ child: Number(name), startedAt: Number(fields[19]) }] : [];
      } catch {
        return [];
      }
    })
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map(({ child }) => child);
}
