import { LESSONS } from '../../shared/lessons/index.ts';
import { canShow } from '../../shared/lessons/lesson.ts';
import type { LessonLog } from '../kernel/scenarios/lesson-runs.ts';
import { experiment } from './experiment.ts';

/** The properties of each network that decide which lessons it can show. */
export const NETWORKS = {
  'two-hosts': { capture: 'wire', isolated: true },
  loopback: { capture: 'packet-socket', isolated: true },
  'shared-loopback': { capture: 'counters', isolated: false },
} as const;

/** Runs every lesson that this network can show on the real kernel, once for all test files. */
export async function lessonRuns(network: keyof typeof NETWORKS): Promise<ReadonlyMap<string, LessonLog>> {
  const shown = LESSONS.filter((lesson) => canShow(lesson, NETWORKS[network])).map(({ id }) => id);
  const runs = await experiment('lessonRuns', {
    // Root's own loopback cannot be reached from within a namespace.
    ...(network === 'shared-loopback' && { privilege: 'bare' as const }),
    env: { NETWORK: network, LESSONS: shown.join(' '), UV_THREADPOOL_SIZE: '256' },
  });
  return new Map(runs.map((run) => [run.id, run]));
}
