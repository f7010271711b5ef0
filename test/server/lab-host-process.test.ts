import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import { LabHostProcess } from '../../server/lab-host-client/lab-host-process.ts';
import { eventually, isRunning } from '../support/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'socketscope-labs-'));
const diary = join(folder, 'diary');

afterAll(() => rmSync(folder, { recursive: true }));

/** A lab host that does only what is written here. */
function labHost(
  name: string,
  program: string,
  network: 'auto' | 'replay' | 'shared-loopback' = 'shared-loopback',
  askEveryMs?: number,
) {
  const script = join(folder, `${name}.mjs`);
  const ready = `const ready = () => process.send({ type: 'ready', network: { grade: 'loopback', capture: 'counters',
    isolated: false, forced: true, failure: null, platform: process.argv.slice(2).join(' ') } });`;
  const note = `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(diary)}, '${name} ');`;
  const always = `process.on('disconnect', () => process.exit());
    process.on('message', ({ type }) => { if (type === 'are-you-alive') process.send({ type: 'alive' }); });`;
  writeFileSync(script, `${note}${ready}\n${always}\n${program}`);
  const statuses: string[] = [];
  const process: LabHostProcess = new LabHostProcess({
    script,
    network,
    changed: () => statuses.push(process.status),
    ...(askEveryMs !== undefined && { askEveryMs }),
  });
  return { process, statuses, starts: () => readFileSync(diary, 'utf8').split(`${name} `).length - 1 };
}

const sink = { events: () => {}, died: () => {} };

describe.skipIf(process.platform !== 'linux')('the lab host process', () => {
  test('is told how it runs, and ends with its parent’s wish', async () => {
    const { process } = labHost('plain', 'ready(); setInterval(() => {}, 1000);', 'auto');
    const network = await process.start();
    expect(network.platform).toMatch(/^--network=auto( --no-userns=\w+)?$/);
    const { pid } = process;
    await process.close();
    expect(isRunning(pid!)).toBe(false);
  });

  test('is killed where it does not end', async () => {
    const { process } = labHost(
      'stubborn',
      `process.removeAllListeners('disconnect'); ready(); setInterval(() => {}, 1000);`,
    );
    await process.start();
    const { pid } = process;
    await process.close();
    expect(isRunning(pid!)).toBe(false);
  });

  test('answers whatever was asked of one that died, and starts another at once', async () => {
    const { process, statuses } = labHost(
      'mortal',
      `ready(); process.on('message', (m) => { if (m.type === 'create') process.send({ type: 'created', lab: m.lab, error: null }); else if (m.type === 'command') process.exit(9); });`,
    );
    await process.start();
    let died = 0;
    expect(await process.create('a', LESSONS[0]!, { ...sink, died: () => (died += 1) })).toBeNull();
    const answers = await Promise.all([
      process.command('a', { type: 'run-again' }),
      process.command('a', { type: 'run-again' }),
      process.end('a'),
    ]);
    expect(answers).toEqual([{ code: 'lab-closed' }, { code: 'lab-closed' }, undefined]);
    expect(died).toBe(1);
    expect(await process.command('a', { type: 'run-again' })).toEqual({ code: 'lab-closed' });
    // A lab that is asked for in between waits for the next lab host.
    expect(await process.create('b', LESSONS[0]!, sink)).toBeNull();
    expect(statuses).toEqual(['up', 'restarting', 'up']);
    await process.close();
  });

  test('that hangs without dying is killed, and another is started', async () => {
    const { process: labs, statuses } = labHost(
      'hanging',
      `ready(); process.on('message', (m) => { if (m.type === 'create') process.send({ type: 'created', lab: m.lab, error: null }); });`,
      'shared-loopback',
      200,
    );
    await labs.start();
    const first = labs.pid!;
    let died = 0;
    expect(await labs.create('a', LESSONS[0]!, { ...sink, died: () => (died += 1) })).toBeNull();
    // A lab host that answers is not killed for many times as long as a silent one would be.
    await new Promise((resolve) => setTimeout(resolve, 10 * 200));
    expect([labs.pid, died]).toEqual([first, 0]);
    process.kill(first, 'SIGSTOP');
    expect(await labs.command('a', { type: 'run-again' })).toEqual({ code: 'lab-closed' });
    expect([died, isRunning(first)]).toEqual([1, false]);
    expect(await labs.create('b', LESSONS[0]!, sink)).toBeNull();
    expect(statuses).toEqual(['up', 'restarting', 'up']);
    expect(labs.pid).not.toBe(first);
    await labs.close();
  });

  test('that always dies is tried ever more rarely, and the rest goes on without', async () => {
    const { process, starts } = labHost('doomed', 'process.exit(1);');
    const network = await process.start();
    expect(network).toMatchObject({ grade: 'replay', failure: { step: 'lab-host' } });
    expect(process.status).toBe('down');
    expect(starts()).toBeLessThanOrEqual(5);
    expect(await process.create('a', LESSONS[0]!, sink)).toMatchObject({ code: 'lab-unavailable' });
    await process.close();
    const then = starts();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(starts()).toBe(then);
  });

  /** It refuses a lab that it is asked for while it makes another, and dies of the one named "deadly". */
  const maker = `ready(); setInterval(() => {}, 1000); let making = 0;
    process.on('message', ({ type, lab }) => {
      if (type !== 'create') return;
      if (lab === 'deadly') process.exit(1);
      making += 1;
      const error = making > 1 ? { code: 'internal' } : null;
      setTimeout(() => { making -= 1; process.send({ type: 'created', lab, error }); }, 20);
    });`;

  test('makes one lab after the other', async () => {
    const { process } = labHost('maker', maker);
    await process.start();
    const made = ['a', 'b', 'c'].map((lab) => process.create(lab, LESSONS[0]!, sink));
    expect(await Promise.all(made)).toEqual([null, null, null]);
    await process.close();
  });

  test('that dies of a lab takes those with it that it has; the next one makes those that wait', async () => {
    const { process } = labHost('mortal', maker);
    await process.start();
    const died: string[] = [];
    const create = (lab: string) =>
      process.create(lab, LESSONS[0]!, { events: () => {}, died: () => died.push(lab) });
    const [first, deadly, waiting] = await Promise.all(['a', 'deadly', 'b'].map(create));
    expect([first, waiting]).toEqual([null, null]);
    expect(deadly).toMatchObject({ code: 'lab-unavailable' });
    expect(died).toEqual(['a', 'deadly']);
    expect(await create('c')).toBeNull();
    await process.close();
  });

  test('is not started for replay', async () => {
    const { process } = labHost('never', 'ready();', 'replay');
    expect(await process.start()).toMatchObject({ grade: 'replay', forced: true, failure: null });
    expect([process.pid, process.status]).toEqual([null, 'down']);
    await process.close();
    await eventually(() => process.pid === null);
  });
});
