import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/log/events.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { canShow, type Lesson } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { experiment, whyNoTwoHosts } from '../support/in-namespace.ts';
import { checkLog } from '../support/log-checks.ts';
import { ServerProcess } from '../support/server-process.ts';

const noTwoHosts = process.platform === 'linux' ? await whyNoTwoHosts() : 'not Linux';
const loopback = noTwoHosts === undefined ? (await experiment('probe')).loopback : null;

/** Each network, what it has to show, and why it is not to be had here. */
const NETWORKS = [
  { network: 'two-hosts', capture: 'wire', isolated: true, missing: noTwoHosts },
  {
    network: 'loopback',
    capture: 'packet-socket',
    isolated: true,
    missing: loopback?.private && loopback.capture ? undefined : 'no private loopback with a capture',
  },
  {
    network: 'shared-loopback',
    capture: 'counters',
    isolated: false,
    missing: process.platform === 'linux' ? undefined : 'not Linux',
  },
] as const;
for (const { network, missing } of NETWORKS)
  if (missing !== undefined) console.warn(`Skipped: lessons on ${network} (${missing})`);

const folder = mkdtempSync(join(tmpdir(), 'socketscope-lessons-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(NETWORKS)('on $network', ({ network, missing, ...has }) => {
  const shown = LESSONS.filter((lesson) => canShow(lesson, has));
  const others = LESSONS.filter((lesson) => !canShow(lesson, has));

  describe.skipIf(missing !== undefined)('a lesson', () => {
    test.each(shown.map((lesson) => [lesson.id, lesson] as const))(
      '%s keeps its promises, and each prediction has one answer',
      { timeout: 60_000 },
      async (id, lesson) => {
        const log = join(folder, `${id}-${network}.ndjson`);
        const { exitCode, stderr } = await ServerProcess.run([
          'trace',
          id,
          '--network',
          network,
          '--log',
          log,
        ]);
        expect([exitCode, stderr]).toEqual([0, '']);
        const { events } = readRecording(readFileSync(log, 'utf8'));
        expect(checkLog(events).faults).toEqual([]);
        const [lab] = events;
        const steadySyn = lab?.type === 'lab-opened' ? lab.steadySyn : undefined;
        expect(steadySyn).toBe(network === 'two-hosts' ? lesson.steadySyn : undefined);
        const answered = answers(lesson, events);
        if (has.capture === 'wire') expect(answered).toHaveLength(lesson.predictions.length);
        for (const [question, held] of answered) expect(held, question).toHaveLength(1);
      },
    );

    test.skipIf(others.length === 0)('that needs more than this network says so', async () => {
      const [first] = others;
      const { exitCode, stderr } = await ServerProcess.run(['trace', first!.id, '--network', network]);
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringContaining(`${first!.id} cannot be shown on this network`),
      ]);
    });
  });
});

test.skipIf(noTwoHosts !== undefined)('every variation runs', { timeout: 240_000 }, async () => {
  const { variations, faults } = await experiment('allVariations');
  expect(variations).toBeGreaterThanOrEqual(LESSONS.length);
  expect(faults).toEqual([]);
});

test.skipIf(noTwoHosts !== undefined)(
  'a learner slower than the kernel gets through all the same',
  async () => {
    const { over, syns, unseen } = await experiment('slowLearner');
    expect(over).toBe(true);
    // The first, and one more before each of the two presses that connect needs.
    expect(syns).toBeGreaterThanOrEqual(3);
    expect(unseen).toEqual([]);
  },
);

/** Of each prediction that this network can answer: the options that were true when it was answered. */
function answers(lesson: Lesson, events: readonly LabEvent[]): (readonly [string, readonly string[]])[] {
  const timeline = new Timeline();
  const walkthrough = new Walkthrough(lesson);
  const found = new Map<string, readonly string[]>();
  for (const event of events) {
    timeline.append([event]);
    walkthrough.see(event, timeline.state);
    for (const { id, options } of lesson.predictions) {
      if (found.has(id) || walkthrough.answer(id) === undefined) continue;
      if (!options.every(({ when }) => walkthrough.facts.canShow(when))) continue;
      const held = options.filter(({ when }) => walkthrough.facts.holds(when));
      found.set(
        id,
        held.map(({ text }) => text.en),
      );
    }
  }
  return lesson.predictions.flatMap(({ id }) => {
    const held = found.get(id);
    return held === undefined ? [] : [[id, held] as const];
  });
}
