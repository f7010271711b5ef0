import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../shared/log/events.ts';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { checkLog } from '../support/log-checks.ts';

const missing = lacks('two-hosts', 'held segments on the real kernel');

/** `HOLD_SECONDS=300 npm run test:slow`; five minutes are the default. */
describe.skipIf(missing !== undefined)('segments held for minutes', () => {
  test(
    'SYN, SYN-ACK, data, data + close and FIN are delivered after all, and nothing is broken',
    { timeout: 900_000 },
    async () => {
      const held = await experiment('longHolds', { limitMs: 890_000 });
      for (const { what, copies, events } of held) {
        const ended = events.filter(
          (event): event is EventOf<'program-ended'> => event.type === 'program-ended',
        );
        console.info(`${what}: ${copies} copies; ${ended.map((e) => `${e.program} ${e.cause}`).join(', ')}`);
        expect(checkLog(events).faults, what).toEqual([]);
        expect(
          ended.map(({ cause }) => cause),
          what,
        ).toEqual(['finished', 'finished']);
      }
    },
  );
});
