import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/log/events.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { canShow, type Lesson } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { checkSentences } from '../support/claims/told-sentences.ts';
import { experiment } from '../support/experiment.ts';
import { lessonRuns, NETWORKS } from '../support/lesson-runs.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { ServerProcess } from '../support/server-process.ts';

const missing = {
  'two-hosts': lacks('two-hosts', 'lessons on two hosts'),
  loopback: lacks('private-loopback', 'lessons on loopback'),
  'shared-loopback': lacks('loopback', 'lessons on the machine’s own loopback'),
};

describe.each(Object.keys(NETWORKS) as (keyof typeof NETWORKS)[])(
  'on %s',
  { timeout: 120_000 },
  (network) => {
    const has = NETWORKS[network];
    const shown = LESSONS.filter((lesson) => canShow(lesson, has));
    const others = LESSONS.filter((lesson) => !canShow(lesson, has));

    describe.skipIf(missing[network] !== undefined)('a lesson', () => {
      test.each(shown.map((lesson) => [lesson.id, lesson] as const))(
        '[LESSON3] [LESSON4] %s keeps its promises, and each prediction has one answer',
        async (id, lesson) => {
          const { events, problems } = (await lessonRuns(network)).get(id)!;
          expect(problems).toEqual([]);
          expect(checkLog(events).faults).toEqual([]);
          // Recordings show whether what is told of two hosts is true.
          if (has.capture !== 'wire') expect(checkSentences(events).faults).toEqual([]);
          const [lab] = events;
          const steadySyn = lab?.type === 'lab-opened' ? lab.steadySyn : undefined;
          expect(steadySyn).toBe(network === 'two-hosts' ? lesson.steadySyn : undefined);
          const answered = answers(lesson, events);
          if (has.capture === 'wire') expect(answered).toHaveLength(lesson.predictions.length);
          for (const [question, held] of answered) expect(held, question).toHaveLength(1);
        },
      );

      test('[LESSON2] is what `socketscope trace` runs', async () => {
        const { exitCode, stdout, stderr } = await ServerProcess.run(['trace', 'L12', '--network', network]);
        expect([exitCode, stderr]).toEqual([0, '']);
        expect(stdout).toContain('It showed all that the lesson says');
      });

      test.each(others.slice(0, 1))('[LESSON5] that needs more than this network says so', async (first) => {
        const { exitCode, stderr } = await ServerProcess.run(['trace', first.id, '--network', network]);
        expect([exitCode, stderr]).toEqual([
          1,
          expect.stringContaining(`${first.id} cannot be shown on this network`),
        ]);
      });
    });
  },
);

describe.skipIf(missing['two-hosts'] !== undefined)('of the variations', { timeout: 240_000 }, () => {
  const runs = () => experiment('allVariations', { env: { UV_THREADPOOL_SIZE: '256' }, limitMs: 230_000 });

  test('every one runs', async () => {
    const { variations, faults } = await runs();
    expect(variations).toBeGreaterThanOrEqual(LESSONS.length);
    expect(faults).toEqual([]);
  });

  test('[NOTE2] the notes claim what the kernel shows', async () => {
    expect((await runs()).misnoted).toEqual([]);
  });
});

test.skipIf(missing['two-hosts'] !== undefined)(
  'a learner slower than the kernel gets through all the same',
  async () => {
    const { over, syns, unseen } = await experiment('slowLearner');
    expect(over).toBe(true);
    // There is the first SYN, and one more before each of the two presses that connect needs.
    expect(syns).toBeGreaterThanOrEqual(3);
    expect(unseen).toEqual([]);
  },
);

/**
 * Returns, for each prediction that this network can answer, the options that were true when it was answered.
 */
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
