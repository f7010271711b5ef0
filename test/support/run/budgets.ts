/** A file that takes so many times its usual seconds fails the run: far more than a busy machine explains. */
export const TOLERANCE = 4;

/** Seconds that a test file takes where none is given below. */
const USUAL_SECONDS = 8;

/**
 * Seconds that the longest test files take in `npm test` on two cores. They decide the order, longest first,
 * and the budget of each file, which is TOLERANCE times as much.
 */
export const USUAL: Readonly<Record<string, number>> = {
  'test/component/lesson-walks.test.ts': 90,
  'test/e2e/axe.test.ts': 110,
  'test/e2e/both-ways.test.ts': 12,
  'test/e2e/experiment.test.ts': 30,
  'test/e2e/full-speed.test.ts': 20,
  'test/e2e/guide.test.ts': 20,
  'test/e2e/home.test.ts': 25,
  'test/e2e/inspect.test.ts': 20,
  'test/e2e/keyboard.test.ts': 25,
  'test/e2e/lesson.test.ts': 30,
  'test/e2e/many.test.ts': 30,
  'test/e2e/pages.test.ts': 75,
  'test/e2e/phone.test.ts': 8,
  'test/e2e/predict.test.ts': 35,
  'test/e2e/stage.test.ts': 60,
  'test/e2e/states.test.ts': 20,
  'test/e2e/tour.test.ts': 25,
  'test/e2e/wire.test.ts': 20,
  'test/kernel/cautions.test.ts': 12,
  'test/kernel/lab-hostile.test.ts': 30,
  'test/kernel/lab-many.test.ts': 20,
  'test/kernel/lab-odd.test.ts': 15,
  'test/kernel/lab.test.ts': 12,
  'test/kernel/lessons.test.ts': 18,
  'test/kernel/real-kernel.test.ts': 30,
  'test/kernel/standalone.test.ts': 10,
  'test/server/server-process.test.ts': 30,
  'test/server/trace.test.ts': 10,
  'test/unit/shared/lessons.test.ts': 10,
};

export function usualSeconds(file: string): number {
  return USUAL[file] ?? USUAL_SECONDS;
}
