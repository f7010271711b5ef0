import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionIn } from '../../../../client/lab/permission.ts';

const circumstances = fc.record({
  mode: fc.constantFrom('live' as const, 'past' as const, 'recording' as const),
  closed: fc.boolean(),
  role: fc.constantFrom('controller' as const, 'viewer' as const, null),
  connection: fc.constantFrom('connecting' as const, 'open' as const, 'lost' as const, 'offline' as const),
  pending: fc.boolean(),
  asked: fc.boolean(),
});

test('only whoever controls a live lab may move its run, and not while a question is, or may be, open', () => {
  fc.assert(
    fc.property(circumstances, (now) => {
      const may =
        now.mode === 'live' && !now.closed && now.role === 'controller' && now.connection === 'open';
      expect(permissionIn(now) === 'allowed').toBe(may && !now.pending && !now.asked);
      expect(permissionIn(now) === 'question').toBe(may && !now.pending && now.asked);
    }),
  );
});

test('a lab of its own, or a sign of life, waits neither for the run nor for its question', () => {
  fc.assert(
    fc.property(circumstances, (now) => {
      const may = now.mode !== 'recording' && now.role === 'controller' && now.connection === 'open';
      expect(permissionIn(now, 'room') === 'allowed').toBe(may);
    }),
  );
});
