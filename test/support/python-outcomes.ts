import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabEvent } from '../../shared/log/events.ts';

/** The output of a program, and the exception that ended it. */
export interface Outcome {
  readonly printed: string;
  readonly raised: string;
}

/** Returns what the programs of a log printed in their first run, because `run-again` exists only in the lab. */
export function outcomesOf(events: readonly LabEvent[], names: readonly string[]): Record<string, Outcome> {
  const programs = new Map<string, string>();
  const found = Object.fromEntries(names.map((name) => [name, { printed: '', raised: '' }]));
  for (const event of events) {
    if (event.type === 'thread-started') programs.set(event.thread, event.program);
    const outcome = 'thread' in event ? found[programs.get(event.thread) ?? ''] : undefined;
    if (outcome === undefined) continue;
    // The exception that ends a thread is compared by itself, because a traceback has other places here.
    if (event.type === 'output' && !/^(?:Traceback|Exception in thread)/.test(event.text))
      outcome.printed += `${event.text}\n`;
    if (event.type === 'thread-ended' && event.exception !== undefined)
      outcome.raised = `${event.exception.name}: ${event.exception.message}`;
  }
  return Object.fromEntries(Object.entries(found).map(([name, outcome]) => [name, comparable(outcome)]));
}

/** A script that python3 runs. */
export class Script {
  readonly name: string;
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
  #printed = '';

  constructor(name: string, text: string) {
    this.name = name;
    const folder = mkdtempSync(join(tmpdir(), 'socketscope-script-'));
    const file = join(folder, `${name}.py`);
    writeFileSync(file, text);
    this.child = spawn('python3', ['-u', file], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 });
    let complained = '';
    this.child.stdout?.setEncoding('utf8').on('data', (part: string) => (this.#printed += part));
    this.child.stderr?.setEncoding('utf8').on('data', (part: string) => (complained += part));
    this.outcome = new Promise((resolve) => {
      this.child.once('close', (code) => {
        rmSync(folder, { recursive: true });
        const raised = code === null ? 'it never ended' : (complained.trim().split('\n').at(-1) ?? '');
        resolve(comparable({ printed: this.#printed, raised }));
      });
    });
  }

  get printed(): string {
    return comparable({ printed: this.#printed, raised: '' }).printed;
  }
}

/** Ports and hosts are different outside the lab. */
export function comparable({ printed, raised }: Outcome): Outcome {
  return {
    printed: printed.replaceAll(/\('[\d.]+', \d+\)|\('[\da-f:]+', \d+, 0, 0\)/g, '(address)'),
    raised,
  };
}

export async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}

/** State 0A is LISTEN (proc(5), /proc/net/tcp). */
export function isListening(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return readFileSync('/proc/net/tcp', 'utf8').includes(`:${hex} 00000000:0000 0A`);
}
