/**
 * A file that takes this many times its usual seconds fails the run. A busy machine does not explain so much.
 */
export const TOLERANCE = 4;

/** A test file takes this many seconds if none are given below. */
const USUAL_SECONDS = 8;

/**
 * The seconds that the longest test files take on two cores. They decide the order, longest first, and the
 * budget of each file, which is TOLERANCE times as much.
 */
export const USUAL: Readonly<Record<string, number>> = {
  'test/component/axe.test.ts': 60,
  'test/component/class.test.ts': 50,
  'test/component/connection.test.ts': 15,
  'test/component/every-control.test.ts': 30,
  'test/component/home.test.ts': 25,
  'test/component/keyboard.test.ts': 12,
  'test/component/lesson-walks.test.ts': 90,
  'test/component/narration.test.ts': 25,
  'test/component/own-labs.test.ts': 12,
  'test/component/pages.test.ts': 60,
  'test/component/predictions.test.ts': 25,
  'test/component/presenter-view.test.ts': 30,
  'test/component/recording-file.test.ts': 15,
  'test/component/sight.test.ts': 15,
  'test/component/stage.test.ts': 20,
  'test/component/tour.test.ts': 20,
  'test/component/vote.test.ts': 30,
  'test/e2e/both-ways.test.ts': 12,
  'test/e2e/class-hour.test.ts': 40,
  'test/e2e/experiment.test.ts': 50,
  'test/e2e/full-speed.test.ts': 20,
  'test/e2e/lesson.test.ts': 15,
  'test/e2e/many.test.ts': 30,
  'test/e2e/stage.test.ts': 30,
  'test/e2e/token.test.ts': 10,
  'test/e2e/wire.test.ts': 20,
  'test/kernel/cautions.test.ts': 12,
  'test/kernel/guide.test.ts': 20,
  'test/kernel/lab-hostile.test.ts': 30,
  'test/kernel/lab-many.test.ts': 20,
  'test/kernel/lab-odd.test.ts': 15,
  'test/kernel/lab.test.ts': 12,
  'test/kernel/lessons.test.ts': 75,
  'test/kernel/log-rules.test.ts': 18,
  'test/kernel/real-kernel.test.ts': 30,
  'test/kernel/standalone.test.ts': 10,
  'test/kernel/timed.test.ts': 25,
  'test/server/fair-shares.test.ts': 15,
  'test/server/kept-rooms.test.ts': 25,
  'test/server/rooms-in-store.test.ts': 12,
  'test/server/server-process.test.ts': 30,
  'test/server/several-servers.test.ts': 20,
  'test/server/trace.test.ts': 25,
  'test/truth/class/devices.test.ts': 10,
  'test/truth/class/following.test.ts': 20,
  'test/truth/class/hands.test.ts': 25,
  'test/truth/class/kept.test.ts': 12,
  'test/truth/class/own-labs.test.ts': 20,
  'test/truth/class/vote.test.ts': 40,
  'test/truth/guide.test.ts': 300,
  'test/truth/hostile.test.ts': 300,
  'test/truth/kills.test.ts': 60,
  'test/truth/lessons-in-the-page.test.ts': 240,
  'test/truth/long-holds.test.ts': 310,
  'test/truth/mutations.test.ts': 65,
  'test/truth/sight.test.ts': 600,
  'test/truth/third-language.test.ts': 15,
  'test/truth/truth.test.ts': 180,
  'test/truth/view-mutations.test.ts': 300,
  'test/unit/shared/lessons.test.ts': 10,
};

export function usualSeconds(file: string): number {
  return USUAL[file] ?? USUAL_SECONDS;
}
