import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionIn, type Subject, subjectOf } from '../../../../client/lab/permission.ts';
import { commandSchema } from '../../../../shared/protocol/client-messages.ts';
import { permits } from '../../../../shared/protocol/permits.ts';
import { withPrograms } from '../../../support/random-events.ts';
import { valuesOf } from '../../../support/schema-values.ts';

const circumstances = fc.record({
  mode: fc.constantFrom('live' as const, 'past' as const, 'recording' as const),
  closed: fc.boolean(),
  role: fc.constantFrom('controller' as const, 'viewer' as const, null),
  connection: fc.constantFrom('connecting' as const, 'open' as const, 'lost' as const, 'offline' as const),
  may: fc.constantFrom([], ['wire' as const], ['client' as const, 'server' as const], ['all' as const]),
  pending: fc.boolean(),
  asked: fc.boolean(),
});

test('whoever controls a live lab may move its run, and not while a question is, or may be, open', () => {
  fc.assert(
    fc.property(circumstances, (now) => {
      const may =
        now.mode === 'live' &&
        !now.closed &&
        (now.role === 'controller' || (now.role === 'viewer' && now.may.length > 0)) &&
        now.connection === 'open';
      expect(permissionIn(now) === 'allowed').toBe(may && !now.pending && !now.asked);
      expect(permissionIn(now) === 'question').toBe(may && !now.pending && now.asked);
    }),
  );
});

test('a lab of its own, or a sign of life, waits neither for the run nor for its question', () => {
  fc.assert(
    fc.property(circumstances, (now) => {
      const isIn =
        now.role === 'controller' ||
        (now.role === 'viewer' && (now.may as readonly string[]).includes('all'));
      const may = now.mode !== 'recording' && isIn && now.connection === 'open';
      expect(permissionIn(now, 'room') === 'allowed').toBe(may);
    }),
  );
});

test('[PROTO5] a viewer may operate the parts in their hand and no others, and what the page permits the server does, too', () => {
  const live = { mode: 'live', closed: false, connection: 'open', pending: false, asked: false } as const;
  const parts = fc.subarray(['wire', 'client', 'server'] as const);
  fc.assert(
    fc.property(
      valuesOf(commandSchema, withPrograms),
      fc.oneof(parts, fc.constant(['all' as const])),
      (one, may) => {
        const permission = permissionIn({ ...live, role: 'viewer', may }, subjectOf(one));
        if (permission === 'allowed') expect(permits(may, one)).toBe(true);
        else expect(permission).toBe(may.length === 0 ? 'viewer' : 'in-other-hands');
      },
    ),
  );
  const of = (may: ('wire' | 'client')[], subject: Subject): string =>
    permissionIn({ ...live, role: 'viewer', may }, subject);
  expect([of(['wire'], 'wire'), of(['wire'], 'client'), of([], 'wire')]).toEqual([
    'allowed',
    'in-other-hands',
    'viewer',
  ]);
  expect(subjectOf({ type: 'step', program: 'client2' })).toBe('client');
});
