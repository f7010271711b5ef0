import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { PythonHost } from '../support/python-hosts.ts';
import { compareRandomPrograms } from '../support/random-python-runs.ts';

const missing = lacks('python3', 'random programs compared with python3');
const noHosts = lacks('two-hosts', 'random conversations compared with python3');

describe.skipIf(missing !== undefined)('[PROG1] random programs', () => {
  test('print what python3 prints, unless a lab refuses them', async () => {
    const { compared, different } = await compareRandomPrograms(500, 13);
    expect(different.slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(450);
  });

  test('are not waited for once their python3 has ended', async () => {
    const host = new PythonHost();
    await expect(host.run("print('one')")).resolves.toMatchObject({ printed: 'one\n', raised: '' });
    const killing = host.run('import os, signal\nos.kill(os.getppid(), signal.SIGKILL)');
    const waiting = host.run("print('two')");
    await expect(killing).rejects.toThrow('the python3 of a host ended with SIGKILL');
    await expect(waiting).rejects.toThrow('ended with SIGKILL');
    await expect(host.run("print('three')")).rejects.toThrow('ended with SIGKILL');
  });

  test.skipIf(noHosts !== undefined)(
    'over sockets print and raise in a lab what they do under python3 on its hosts',
    { timeout: 120_000 },
    async () => {
      const env = { PAIRS: '8', SEED: '7' };
      const { different, refused } = await experiment('randomConversations', { env });
      expect(different).toEqual([]);
      expect(refused).toBeLessThan(3);
    },
  );
});
