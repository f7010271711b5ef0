import { expect, onTestFinished, test } from 'vitest';
import { enter, turn } from '../../../../server/lab-host/programs/turns.ts';
import { SERVER_LIMITS } from '../../../../server/limits.ts';

test('[PROG6] a lab whose log grows fast has fewer turns than one beside it', async () => {
  const turns = { loud: 0, quiet: 0 };
  const loud = { bytes: 0 };
  const quiet = { bytes: 0 };
  for (const lab of [loud, quiet]) onTestFinished(enter(lab));
  const goOn = async (lab: { bytes: number }, name: keyof typeof turns, writes: number): Promise<void> => {
    while (turns.quiet < 8) {
      await turn(lab);
      turns[name] += 1;
      lab.bytes += writes;
    }
  };
  // A turn's events of the loud lab are paid for in a second; a turn takes 20 ms.
  await Promise.all([goOn(loud, 'loud', 1000 * SERVER_LIMITS.logBytesPerMs), goOn(quiet, 'quiet', 0)]);
  expect(turns.loud).toBeLessThan(turns.quiet / 2);
});

test('[PROG7] a thread has its turn after a second at most, however fast its lab’s log grows meanwhile', async () => {
  const lab = { bytes: 0 };
  for (const one of [lab, { bytes: 0 }]) onTestFinished(enter(one));
  await turn(lab);
  const growing = setInterval(() => (lab.bytes += 1000 * SERVER_LIMITS.logBytesPerMs), 10);
  await turn(lab);
  clearInterval(growing);
  expect(lab.bytes).toBeGreaterThan(0);
});

test('[PROG7] a lab that is alone has all turns, however fast its log grows', async () => {
  const lab = { bytes: 0 };
  onTestFinished(enter(lab));
  // Beside another lab each of these turns would wait for a second.
  for (let i = 0; i < 100; i += 1) {
    await turn(lab);
    lab.bytes += 1000 * SERVER_LIMITS.logBytesPerMs;
  }
}, 30_000);
