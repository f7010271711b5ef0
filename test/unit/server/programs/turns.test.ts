import { expect, test } from 'vitest';
import { turn, type Writer } from '../../../../server/lab-host/programs/turns.ts';
import { SERVER_LIMITS } from '../../../../server/limits.ts';

type Lab = { -readonly [field in keyof Writer]: Writer[field] };

/** Two labs run beside each other until the quiet one has had so many turns. Returns the turns of the loud one. */
async function turnsOfLoud(turnsOfQuiet: number, bytesPerTurn: number): Promise<number> {
  const loud = { bytes: 0, turns: 0 };
  const quiet = { bytes: 0, turns: 0 };
  const goOn = async (lab: Lab & { turns: number }, bytes: number): Promise<void> => {
    while (quiet.turns < turnsOfQuiet) {
      await turn(lab);
      lab.turns += 1;
      lab.bytes += bytes;
    }
  };
  await Promise.all([goOn(loud, bytesPerTurn), goOn(quiet, 0)]);
  return loud.turns;
}

test('[PROG7] a lab whose log grows fast has fewer turns than one beside it', async () => {
  expect(await turnsOfLoud(8, SERVER_LIMITS.logBurstBytes)).toBeLessThan(8);
});

test('[PROG7] a lab has all turns while its log grows by no more than a burst', async () => {
  expect(await turnsOfLoud(20, SERVER_LIMITS.logBurstBytes / 21)).toBeGreaterThanOrEqual(20);
});

test('[PROG7] a thread has its turn after a second at most, however fast its lab’s log grows meanwhile', async () => {
  const lab = { bytes: 0 };
  await turn(lab);
  lab.bytes += SERVER_LIMITS.logBurstBytes;
  const growing = setInterval(() => (lab.bytes += 1000 * SERVER_LIMITS.logBytesPerMs), 10);
  await turn(lab);
  clearInterval(growing);
  expect(lab.bytes).toBeGreaterThan(0);
});
