import { afterAll, describe, expect, test } from 'vitest';
import { addCounts, checkSentences, type Counts, toldKinds } from '../support/claims/told-sentences.ts';
import { experiment } from '../support/experiment.ts';
import { lessonRuns } from '../support/lesson-runs.ts';
import { lacks } from '../support/machine.ts';
import { UNTOLD } from '../support/ss.ts';
import type { Facts } from '../support/scenario-process.ts';

const missing = lacks('two-hosts', 'what is drawn compared with the kernel');

/** The number of runs of one process. Several processes run at once, because most of a run is waiting. */
const RUNS_EACH = 125;
const runs = Number(process.env['TRUTH_RUNS'] ?? 500);
const seed = Number(process.env['TRUTH_SEED'] ?? 20_240_601);
const parts = Array.from({ length: Math.ceil(runs / RUNS_EACH) }, (_, i) => ({
  seed: seed + i,
  runs: Math.min(RUNS_EACH, runs - i * RUNS_EACH),
}));

/** `TRUTH_RUNS=500 TRUTH_SEED=1 npm run verify:truth`; `TRUTH_LOGS=FOLDER` keeps the log of a run that fails. */
const sentences: Counts = {};
const figures: Record<string, number> = {};
afterAll(() => {
  console.info(toldBySs(figures));
  console.info(`Told by kind, each checked by its claim:\n${table(sentences)}`);
});

/** Nobody tells these here, each for its reason. */
const NOT_HERE: Readonly<Record<string, string>> = {
  notice: 'there is no notice without a sentence of its own',
  settingRefused: 'this kernel refuses no setting',
  'notices.idle': 'no lab is left alone for so long',
  'notices.lab-host-died': 'the lab host is this process',
  'notices.server-ended': 'there is no server',
  'notices.event-unreadable': 'the lab writes nothing that cannot be read',
  'returned.unknown': 'the log has every call',
  blockedElsewhere: 'the log has every call, and each that can block has a sentence of its own',
  deliveredUnseen: 'the log has every departure',
  'dropped.nic': 'no NIC refuses a segment',
};

describe.skipIf(missing !== undefined)('model, kernel, capture, NICs, tshark and replay agree', () => {
  test('in every lesson', { timeout: 600_000 }, async () => {
    const { lessons, totals, faults } = await experiment('allLessons', { limitMs: 590_000 });
    addTotals(totals);
    console.info(told(`${lessons} lessons`, totals, faults.length));
    expect(faults).toEqual([]);
  });

  test('in odd cases and in every variation', { timeout: 900_000 }, async () => {
    const odd = await experiment('oddCases', { limitMs: 400_000 });
    const varied = await experiment('allVariations', {
      limitMs: 490_000,
      env: { UV_THREADPOOL_SIZE: '256' },
    });
    for (const counts of [odd.sentences, varied.sentences]) addCounts(sentences, counts);
    expect([...odd.faults, ...varied.faults]).toEqual([]);
  });

  test('in the flood of 12 MB', { timeout: 300_000 }, async () => {
    const { report } = await experiment('fullSpeed', { limitMs: 290_000 });
    addTotals(report);
    expect(report.faults).toEqual([]);
  });

  test.for(['loopback', 'shared-loopback'] as const)(
    'what is told of each lesson on %s is true',
    { timeout: 300_000 },
    async (network) => {
      const runs_ = await lessonRuns(network);
      const told_ = [...runs_.values()].map(({ events }) => checkSentences(events));
      for (const { counts } of told_) addCounts(sentences, counts);
      expect(told_.flatMap(({ faults }) => faults)).toEqual([]);
    },
  );

  test.concurrent.for(parts)(
    'in $runs random programs on random wires from seed $seed',
    { timeout: 3_600_000 },
    async (part) => {
      const env = { TRUTH_RUNS: String(part.runs), TRUTH_SEED: String(part.seed) };
      const { totals, counterexample, ...did } = await experiment('randomRuns', { env, limitMs: 3_590_000 });
      addTotals(totals);
      const differed = counterexample?.faults.length ?? 0;
      console.info(told(`${did.runs} random runs from seed ${did.seed}`, totals, differed));
      // The counterexample is printed at once, because other runs may go on for long.
      if (counterexample !== null)
        console.info([...counterexample.faults, JSON.stringify(counterexample.run)].join('\n'));
      expect(counterexample === null ? [] : [counterexample.run, ...counterexample.faults]).toEqual([]);
    },
  );

  test.skipIf(runs < 500)('every kind of sentence and of cause was told', () => {
    const never = toldKinds().filter((kind) => sentences[kind] === undefined);
    expect(never.filter((kind) => !(kind in NOT_HERE))).toEqual([]);
  });
});

function addTotals(totals: Pick<Facts<'allLessons'>['totals'], 'sentences' | 'figures'>): void {
  addCounts(sentences, totals.sentences);
  for (const [kind, count] of Object.entries(totals.figures)) figures[kind] = (figures[kind] ?? 0) + count;
}

/** The figures of sockets by kind: how often each was compared with what ss(8) says at the same rest. */
function toldBySs(compared: Readonly<Record<string, number>>): string {
  const rows = Object.entries(compared);
  if (rows.length === 0) return 'ss (iproute2) is missing: the figures of sockets were not compared with it.';
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  const each = rows.map(([kind, count]) => `${kind} ${count}`).join(', ');
  return `${total} figures of sockets as ss says them in the lab’s own namespaces:\n  ${each}\n  ss has no words for ${UNTOLD.join(', ')}.`;
}

/** The sentences of the narration by kind: how often each was told, and how often its log could not decide it. */
function table(sentences: Counts): string {
  const rows = Object.entries(sentences).toSorted(([a], [b]) => a.localeCompare(b));
  return rows
    .map(([key, { told, undecided }]) => `  ${key}: ${told}${undecided > 0 ? `, ${undecided} open` : ''}`)
    .join('\n');
}

function told(what: string, totals: Facts<'allLessons'>['totals'], differed: number): string {
  const { events, rests, compared, segments, dropped, bytes, received, passages, missed, read, replayed } =
    totals;
  return [
    `${what}: ${events} events, ${segments} segments (${dropped} dropped), ${bytes} bytes of payload.`,
    `Conservation at every event; ${compared} pairs of model and kernel figures at ${rests} rests.`,
    `${passages} passages of segments at NICs as a capture of its own has them, and as the NICs count (${missed} it had no room for).`,
    read > 0 ? `${read} segments as tshark reads them.` : 'tshark is missing: its reading was not compared.',
    `${replayed} states of read-back recordings; ${received} bytes as written and as read.`,
    `${differed} differed.`,
  ].join('\n');
}
