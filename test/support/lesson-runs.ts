import { LESSONS } from '../../shared/lessons/index.ts';
import { canShow } from '../../shared/lessons/lesson.ts';
import type { LessonLog } from '../kernel/scenarios/lesson-runs.ts';
import { experiment } from './experiment.ts';

/** What each network has to show a lesson with. */
export const NETWORKS = {
  'two-hosts': { capture: 'wire', isolated: true },
  loopback: { capture: 'packet-socket', isolated: true },
  'shared-loopback': { capture: 'counters', isolated: false },
} as const;

/** Every lesson that this network can show, run on the real kernel, once for all test files. */
export async function lessonRuns(network: keyof typeof NETWORKS): Promise<ReadonlyMap<string, LessonLog>> {
  const shown = LESSONS.filter((lesson) => canShow(lesson, NETWORKS[network])).map(({ id }) => id);
  const runs = await experiment('lessonRuns', {
    // Root's own loopback is not to be found in a namespace.
    ...(network === 'shared-loopback' && { privilege: 'bare' as const }),
    env: { NETWORK: network, LESSONS: shown.join(' '), UV_THREADPOOL_SIZE: '256' },
  });
  return new Map(runs.map((run) => [run.id, run]));
}
