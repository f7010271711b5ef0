import { describe, expect, test } from 'vitest';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { checkLog } from '../support/log-checks.ts';
import type { HostileName } from './scenarios/labs-hostile.ts';

const missing = lacks('two-hosts', 'hostile programs');
/** Outside a user namespace of its own, the limit would apply to the whole machine. */
const noNamespaceLimit = lacks('user-namespaces', 'labs when network namespaces run out');

/** The outcome of each program: an exception, a pause, or threads that sleep. */
const COMES_TO: Readonly<Record<HostileName, { raised?: RegExp; notice?: string; sleeps?: number }>> = {
  sockets: { raised: /^LabRefusal: .* 64 sockets/ },
  threads: { raised: /^LabRefusal: .* 16 threads/ },
  prints: { notice: 'run-paused' },
  calls: {},
  recursion: { raised: /^LabRefusal: a thread here is in at most 200 calls/ },
  bytes: { notice: 'run-paused' },
  growingBytes: { raised: /^MemoryError: / },
  growingTuple: { raised: /^MemoryError: / },
  keptBytes: { raised: /^MemoryError: the programs of a lab hold at most 64 MiB/ },
  growingNumber: { raised: /^MemoryError: / },
  waits: { raised: /^LabRefusal: recv: too many calls of this lab/ },
  bothWays: { sleeps: 2 },
};

describe.skipIf(missing !== undefined)('a program that would use up everything', () => {
  test.each(Object.entries(COMES_TO))(
    '[PROG7] %s: is told what it may not, and the lab beside it notices nothing',
    { timeout: 90_000 },
    async (program, { raised, notice, sleeps }) => {
      const facts = await experiment('hostile', { env: { HOSTILE: program } });
      if (raised !== undefined) expect(facts.raised.join('\n')).toMatch(new RegExp(raised.source, 'm'));
      else expect(facts.raised).toEqual([]);
      if (notice !== undefined) expect(facts.notices).toContain(notice);
      if (sleeps !== undefined) expect(facts.deepestCalls).toBe(sleeps);
      const ends = facts.quiet.flatMap((event) => (event.type === 'program-ended' ? [event.cause] : []));
      expect(ends).toEqual(['finished', 'finished']);
      expect(checkLog(facts.quiet).faults).toEqual([]);
      expect(checkLog(facts.events).faults).toEqual([]);
    },
  );

  test('[PROG6] is paused after 1000 lines without a system call', { timeout: 90_000 }, async () => {
    const { events } = await experiment('hostile', { env: { HOSTILE: 'bytes' } });
    const paused = events.findIndex((event) => event.type === 'notice' && event.code === 'run-paused');
    const lines = events
      .slice(0, paused)
      .filter((event) => event.type === 'thread-step' && event.thread === 'client/main');
    expect(lines).toHaveLength(1000);
  });
});

describe.skipIf(missing !== undefined)('a lab for which there is no room', () => {
  test('threads run out: 16 labs, then a refusal; those there are go on', async () => {
    await expectRefusal('threadsRunOut', 16, 'threads');
  });

  test.skipIf(noNamespaceLimit !== undefined).each([
    ['namespacesRunOut', 3],
    ['namespacesTaken', 2],
  ] as const)('%s: %i labs, then a refusal; those there are go on', async (scenario, labs) => {
    await expectRefusal(scenario, labs, 'namespaces');
  });
});

async function expectRefusal(
  scenario: 'threadsRunOut' | 'namespacesRunOut' | 'namespacesTaken',
  labs: number,
  lacking: string,
): Promise<void> {
  const { answers, stepped } = await experiment(scenario);
  expect(answers).toEqual([...Array.from({ length: labs }, () => null), `too-many-labs: ${lacking}`]);
  expect(stepped).toBe(labs);
}
