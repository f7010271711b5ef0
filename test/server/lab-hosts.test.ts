import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LabHosts } from '../../server/lab-host-client/lab-hosts.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { eventually } from '../support/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'socketscope-hosts-'));
afterAll(() => rmSync(folder, { recursive: true }));

let scripts = 0;

/** Lab hosts each of which does this first, has room for this many labs, and dies of a command. */
function labHosts(share: number, room: number, first = ''): LabHosts {
  const script = join(folder, `lab-host-${(scripts += 1)}.mjs`);
  writeFileSync(
    script,
    `import { existsSync, writeFileSync } from 'node:fs';
     ${first}
     let labs = 0;
     const say = (message) => process.connected && process.send(message);
     process.on('disconnect', () => process.exit());
     process.on('message', ({ type, lab, id }) => {
       if (type === 'create') {
         const full = labs === ${room};
         if (!full) labs += 1;
         say({ type: 'created', lab, error: full ? { code: 'too-many-labs' } : null });
       } else if (type === 'command') process.exit(9);
       else if (type === 'end') { labs -= 1; say({ type: 'ended', lab }); }
       else if (type === 'are-you-alive') say({ type: 'alive' });
     });
     say({ type: 'ready', network: { grade: 'loopback', capture: 'counters', isolated: false, forced: true,
       failure: null, platform: 'a test' } });`,
  );
  return new LabHosts({ script, network: 'shared-loopback', share, changed: () => {} });
}

const lesson = LESSONS[0]!;
const silent = { events: () => {}, died: () => {} };

describe.skipIf(process.platform !== 'linux')('several lab hosts', () => {
  test('take labs as long as one of them has room, and refuse then', async () => {
    const hosts = labHosts(3, 2);
    await hosts.start();
    const answers = [];
    for (let lab = 0; lab < 7; lab += 1) answers.push(await hosts.create(`${lab}`, lesson, silent));
    expect(answers).toEqual([null, null, null, null, null, null, { code: 'too-many-labs' }]);
    expect(hosts.up).toBe(3);
    // A place that becomes free is given again.
    await hosts.end('3');
    expect(await hosts.create('7', lesson, silent)).toBeNull();
    await hosts.close();
  });

  test('begin with one, and the dead one’s labs alone are lost', async () => {
    const hosts = labHosts(2, 9);
    await hosts.start();
    const died: string[] = [];
    const sink = (lab: string) => ({ events: () => {}, died: () => void died.push(lab) });
    expect(await hosts.create('a', lesson, sink('a'))).toBeNull();
    expect(hosts.up).toBe(1);
    // The second one is started for this lab, which is made where there is a lab host already.
    expect(await hosts.create('b', lesson, sink('b'))).toBeNull();
    await eventually(() => hosts.up === 2);
    expect(await hosts.create('c', lesson, sink('c'))).toBeNull();
    expect(await hosts.command('c', { type: 'run-again' })).toMatchObject({ code: 'lab-closed' });
    expect(died).toEqual(['c']);
    expect(hosts.status).toBe('up');
    expect(await hosts.command('c', { type: 'run-again' })).toMatchObject({ code: 'lab-closed' });
    expect(await hosts.create('d', lesson, sink('d'))).toBeNull();
    await hosts.close();
  });

  test('share what died with one of them, so that the next death does not take everybody', async () => {
    const hosts = labHosts(2, 200);
    await hosts.start();
    const lost: string[] = [];
    const back: Promise<unknown>[] = [];
    const make = (lab: string): Promise<unknown> =>
      hosts.create(lab, lesson, {
        events: () => {},
        died: () => {
          lost.push(lab);
          back.push(make(`${lab} again`));
        },
      });
    const loseOne = async (lab: string): Promise<number> => {
      lost.length = 0;
      await hosts.command(lab, { type: 'run-again' });
      expect(await Promise.all(back.splice(0))).toEqual(lost.map(() => null));
      return lost.length;
    };
    await make('0');
    await make('1');
    await eventually(() => hosts.up === 2);
    await Promise.all(Array.from({ length: 98 }, (_, i) => make(`${i + 2}`)));
    expect(await loseOne('0')).toBe(50);
    const [survivor] = Array.from({ length: 100 }, (_, i) => `${i}`).filter((lab) => !lost.includes(lab));
    expect(await loseOne(survivor!)).toBeLessThan(75);
    await hosts.close();
  });

  test('make a lab where one is up, if the one that has fewer does not come up', async () => {
    const flag = join(folder, 'one-is-up');
    const hosts = labHosts(
      2,
      200,
      `if (existsSync('${flag}')) process.exit(9); writeFileSync('${flag}', '');`,
    );
    await hosts.start();
    expect(existsSync(flag)).toBe(true);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, lab) => hosts.create(`${lab}`, lesson, silent)),
    );
    expect(answers.every((answer) => answer === null)).toBe(true);
    expect(hosts.up).toBe(1);
    await hosts.close();
  });
});
