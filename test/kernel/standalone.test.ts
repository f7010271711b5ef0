import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/log/events.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { parametersOf, setParameter } from '../../shared/programs/params.ts';
import { standaloneScript } from '../../shared/programs/standalone.ts';
import type { Program } from '../../shared/programs/tree.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { lacks } from '../support/machine.ts';
import { eventually } from '../support/server-process.ts';

const missing =
  lacks('python3', 'lessons’ scripts run by python3') ?? lacks('linux', 'errnos of python3 as on Linux');

const folder = mkdtempSync(join(tmpdir(), 'socketscope-scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The output of a program, and the exception that ended it. */
interface Outcome {
  readonly printed: string;
  readonly raised: string;
}

describe.skipIf(missing !== undefined)('[PROG1] a lesson taken along, run by python3', () => {
  const alone = LESSONS.filter(({ outside }) => outside === undefined);

  test.each(alone.map((lesson) => [lesson.id, lesson] as const))(
    '%s gives what its recorded run gave',
    async (id, { programs }) => {
      const { events } = readRecording(readFileSync(`client/public/recordings/${id}.ndjson`, 'utf8'));
      expect(await runAll(id, programs)).toEqual(recorded(events, Object.keys(programs)));
    },
  );

  test('is so for most of them; the others say what they need the lab for', () => {
    expect(alone.length).toBeGreaterThanOrEqual(10);
  });
});

/** Only the first run is compared, because `run-again` exists only in the lab. */
function recorded(events: readonly LabEvent[], names: readonly string[]): Record<string, Outcome> {
  const programs = new Map<string, string>();
  const found = Object.fromEntries(names.map((name) => [name, { printed: '', raised: '' }]));
  for (const event of events) {
    if (event.type === 'thread-started') programs.set(event.thread, event.program);
    const outcome = 'thread' in event ? found[programs.get(event.thread) ?? ''] : undefined;
    if (outcome === undefined) continue;
    // The exception that ends a thread is compared by itself, because a traceback has other places here.
    if (event.type === 'output' && !event.text.startsWith('Traceback')) outcome.printed += `${event.text}\n`;
    if (event.type === 'thread-ended' && event.exception !== undefined)
      outcome.raised = `${event.exception.name}: ${event.exception.message}`;
  }
  return Object.fromEntries(Object.entries(found).map(([name, outcome]) => [name, comparable(outcome)]));
}

async function runAll(
  id: string,
  programs: Readonly<Record<string, Program>>,
): Promise<Record<string, Outcome>> {
  const port = await freePort();
  const start = (name: string): Script => new Script(id, name, onPort(programs[name]!, port));
  const server = start('server');
  await eventually(() => isListening(port) || server.child.exitCode !== null);
  const clients = Object.keys(programs).filter((name) => name !== 'server');
  const running = [...clients.map(start), server];
  const outcomes = await Promise.all(running.map(async (one) => [one.name, await one.outcome] as const));
  return Object.fromEntries(outcomes);
}

class Script {
  readonly name: string;
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;

  constructor(id: string, name: string, program: Program) {
    this.name = name;
    const file = join(folder, `${id}-${name}.py`);
    writeFileSync(file, standaloneScript({ program, name, title: id, outside: [], language: 'zh' }));
    this.child = spawn('python3', ['-u', file], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 });
    let printed = '';
    let complained = '';
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (complained += text));
    this.outcome = new Promise((resolve) => {
      this.child.once('close', (code) => {
        const raised = code === null ? 'it never ended' : (complained.trim().split('\n').at(-1) ?? '');
        resolve(comparable({ printed, raised }));
      });
    });
  }
}

/** Ports and hosts are different here. */
function comparable({ printed, raised }: Outcome): Outcome {
  return { printed: printed.replaceAll(/\('[\d.]+', \d+\)/g, '(address)'), raised };
}

function onPort(program: Program, port: number): Program {
  return parametersOf(program)
    .filter(({ kind, value }) => kind === 'port' && value === 8080)
    .reduce((changed, { id }) => {
      const result = setParameter(changed, id, port);
      return result.ok ? result.program : changed;
    }, program);
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}

/** State 0A is LISTEN (proc(5), /proc/net/tcp). */
function isListening(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return readFileSync('/proc/net/tcp', 'utf8').includes(`:${hex} 00000000:0000 0A`);
}
