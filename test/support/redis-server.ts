import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { eventually } from './server-process.ts';

/** Redis as a process of its own, on a free port of this machine, with a folder of its own. */
export class RedisServer {
  readonly port: number;
  readonly folder = mkdtempSync(join(tmpdir(), 'socketscope-redis-'));
  readonly #words: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(port: number, words: readonly string[]) {
    this.port = port;
    this.#words = words;
  }

  /** `words` are further words of its configuration, such as `--appendonly yes`. */
  static async started(...words: readonly string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), words);
    await server.start();
    return server;
  }

  /** Each number has data of its own. */
  url(database = 0): string {
    return `redis://127.0.0.1:${this.port}/${database}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const words = ['--bind', '127.0.0.1', '--port', String(this.port), '--dir', this.folder, '--save', ''];
    const child = spawn('redis-server', [...words, '--databases', '4096', ...this.#words], { stdio: 'pipe' });
    this.#child = child;
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await eventually(() => {
      if (child.exitCode !== null) throw new Error(said);
      return said.includes('Ready to accept connections');
    });
  }

  /** Asks it directly. */
  async ask(...words: readonly string[]): Promise<unknown> {
    const client = await createClient({ url: this.url() }).connect();
    const answer: unknown = await client.sendCommand([...words]);
    client.destroy();
    return answer;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
