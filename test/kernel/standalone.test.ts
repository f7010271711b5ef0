import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import { parametersOf, setParameter } from '../../shared/programs/params.ts';
import { standaloneScript } from '../../shared/programs/standalone.ts';
import type { Program } from '../../shared/programs/tree.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { lacks } from '../support/machine.ts';
import { freePort, isListening, type Outcome, outcomesOf, Script } from '../support/python-outcomes.ts';
import { eventually } from '../support/server-process.ts';

const missing =
  lacks('python3', 'lessons’ scripts run by python3') ?? lacks('linux', 'errnos of python3 as on Linux');

describe.skipIf(missing !== undefined)('[PROG1] a lesson taken along, run by python3', () => {
  const alone = LESSONS.filter(({ outside }) => outside === undefined);

  test.each(alone.map((lesson) => [lesson.id, lesson] as const))(
    '%s gives what its recorded run gave',
    async (id, { programs }) => {
      const { events } = readRecording(readFileSync(`client/public/recordings/${id}.ndjson`, 'utf8'));
      expect(await runAll(id, programs)).toEqual(outcomesOf(events, Object.keys(programs)));
    },
  );

  test('is so for most of them; the others say what they need the lab for', () => {
    expect(alone.length).toBeGreaterThanOrEqual(10);
  });
});

async function runAll(
  id: string,
  programs: Readonly<Record<string, Program>>,
): Promise<Record<string, Outcome>> {
  const port = await freePort();
  const start = (name: string): Script => {
    const program = onPort(programs[name]!, port);
    return new Script(name, standaloneScript({ program, name, title: id, outside: [], language: 'zh' }));
  };
  const server = start('server');
  await eventually(() => isListening(port) || server.child.exitCode !== null);
  const clients = Object.keys(programs).filter((name) => name !== 'server');
  const running = [...clients.map(start), server];
  const outcomes = await Promise.all(running.map(async (one) => [one.name, await one.outcome] as const));
  return Object.fromEntries(outcomes);
}

function onPort(program: Program, port: number): Program {
  return parametersOf(program)
    .filter(({ kind, value }) => kind === 'port' && value === 8080)
    .reduce((changed, { id }) => {
      const result = setParameter(changed, id, port);
      return result.ok ? result.program : changed;
    }, program);
}
