import * as v from 'valibot';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandSchema } from '../../../shared/protocol/client-messages.ts';
import { type Parts, PARTS, partsSchema } from '../../../shared/protocol/parts.ts';
import { permits } from '../../../shared/protocol/permits.ts';
import { withPrograms } from '../../support/random-events.ts';
import { valuesOf } from '../../support/schema-values.ts';

const command = valuesOf(commandSchema, withPrograms);
const parts = fc.subarray(['wire', 'client', 'server'] as const);

test('[PROTO5] everything permits every command, and nothing permits none', () => {
  fc.assert(
    fc.property(command, (one) => {
      expect(permits(['all'], one)).toBe(true);
      expect(permits([], one)).toBe(false);
    }),
  );
});

test('[PROTO5] whoever has more parts may do no less', () => {
  fc.assert(
    fc.property(command, parts, parts, (one, some, more) => {
      if (permits(some, one)) expect(permits([...new Set([...some, ...more])], one)).toBe(true);
    }),
  );
});

test('[PROTO5] a part permits what acts on it alone', () => {
  const step = (program?: string) => ({ type: 'step', ...(program && { program }) }) as const;
  const deliver = { type: 'deliver', chip: 1 } as const;
  const may = (some: Parts): boolean[] =>
    [deliver, step('client'), step('client2'), step('server'), step(), { type: 'run-again' } as const].map(
      (one) => permits(some, one),
    );
  expect(may(['wire'])).toEqual([true, false, false, false, false, false]);
  expect(may(['client'])).toEqual([false, true, true, false, false, false]);
  expect(may(['server'])).toEqual([false, false, false, true, false, false]);
  expect(may(['client', 'server'])).toEqual([false, true, true, true, true, false]);
  expect(may(['wire', 'client', 'server'])).toEqual([true, true, true, true, true, false]);
  expect(permits(['wire'], { type: 'stay' })).toBe(true);
});

test('parts are none, everything, or some of the three, and each of them once', () => {
  const isSound = (input: unknown): boolean => v.is(partsSchema, input);
  for (const sound of [[], ...PARTS.map((part) => [part]), ['wire', 'server'], ['server', 'client', 'wire']])
    expect(isSound(sound)).toBe(true);
  for (const odd of [null, 'wire', ['wire', 'wire'], ['all', 'wire'], ['everything'], [...PARTS]])
    expect(isSound(odd)).toBe(false);
});
