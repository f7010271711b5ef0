import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compositionLink,
  decodeComposition,
  encodeComposition,
} from '../../../../client/features/composer/link.ts';
import {
  compositionOf,
  draftOfComposition,
  draftOfLesson,
} from '../../../../client/features/composer/draft.ts';
import {
  compositionText,
  readComposition,
  type Composition,
} from '../../../../shared/programs/composition.ts';
import { findLesson, LESSONS } from '../../../../shared/lessons/index.ts';
import { varied } from '../../../../shared/lessons/lesson.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { WIRE_MODES } from '../../../../shared/log/wire-settings.ts';
import { WIRE_BOUNDS } from '../../../../shared/log/wire-bounds.ts';

const programs = fc.constantFrom(
  ...LESSONS.flatMap((lesson) => [
    lesson.programs,
    ...lesson.variations.map(({ id }) => varied(lesson, id)!.programs),
  ]),
);
const figure = (name: keyof typeof WIRE_BOUNDS) =>
  fc.integer({ min: WIRE_BOUNDS[name][0], max: WIRE_BOUNDS[name][1] });
const direction = fc.record({
  delayMs: figure('delayMs'),
  kbitPerSecond: figure('kbitPerSecond'),
  queueSegments: figure('queueSegments'),
  lossPercent: figure('lossPercent'),
  duplicatePercent: figure('duplicatePercent'),
  reorderPercent: figure('reorderPercent'),
  mtu: figure('mtu'),
});
const words = (most: number) =>
  fc.string({ unit: 'grapheme', maxLength: most }).map((s) => s.slice(0, most).toWellFormed());
const composition: fc.Arbitrary<Composition> = fc.record(
  {
    experiment: fc.record({
      title: words(LIMITS.titleCharacters),
      expectation: words(LIMITS.expectationCharacters),
    }),
    programs: programs as fc.Arbitrary<Composition['programs']>,
    wire: fc.record({
      mode: fc.constantFrom(...WIRE_MODES),
      seed: figure('seed'),
      toServer: direction,
      toClient: direction,
    }),
    timers: fc.constantFrom('calm', 'kernel'),
    steadySyn: fc.constant(true as const),
  },
  { requiredKeys: ['experiment', 'programs', 'wire', 'timers'] },
);
const pack = (text: string): string => deflateSync(text).toString('base64url');

describe('[LESSON7] a composition in a link', () => {
  test('comes out as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(composition, async (one) => {
        expect(await decodeComposition(await encodeComposition(one))).toEqual({ ok: true, composition: one });
      }),
      { numRuns: 30 },
    );
  });

  test('has all that a lesson’s lab is made of, by way of the text in which it is edited', async () => {
    for (const lesson of LESSONS) {
      const { programs, wire, timers, steadySyn } = lesson;
      const composed = compositionOf(draftOfLesson(lesson))!;
      const read = await decodeComposition(await encodeComposition(composed));
      const again = read.ok ? compositionOf(draftOfComposition(read.composition)) : null;
      expect(again, lesson.id).toEqual(composed);
      expect(again, lesson.id).toMatchObject({ wire, timers });
      expect(again?.steadySyn, lesson.id).toBe(steadySyn);
      expect(Object.keys(again?.programs ?? {}), lesson.id).toEqual(Object.keys(programs));
    }
  });

  test('of version 1 is still opened', async () => {
    const composed = compositionOf(draftOfLesson(findLesson('L1')!))!;
    const old = compositionText(composed).replace('"version":2', '"version":1');
    expect(await decodeComposition(pack(old))).toEqual({ ok: true, composition: composed });
  });

  test('is short enough to be passed on, for every lesson', async () => {
    for (const lesson of LESSONS) {
      const one = { ...lesson, experiment: { title: '', expectation: '' } };
      const link = await compositionLink('http://127.0.0.1:8127/?lang=zh#/room/x', one as never);
      expect(link, lesson.id).toMatch(/^http:\/\/127\.0\.0\.1:8127\/#\/try\/[\w-]+$/);
      expect(link!.length, lesson.id).toBeLessThan(2000);
    }
  });

  test('garbage, cut-off and changed links are refused and never throw', async () => {
    const refusedOnly = async (text: string): Promise<void> => {
      expect(await decodeComposition(text)).toMatchObject({ ok: false });
    };
    await fc.assert(fc.asyncProperty(fc.string(), refusedOnly));
    await fc.assert(fc.asyncProperty(fc.base64String(), refusedOnly));
    await fc.assert(fc.asyncProperty(fc.json().map(pack), refusedOnly));
    await fc.assert(
      fc.asyncProperty(composition, fc.nat(), async (one, at) => {
        const packed = await encodeComposition(one);
        await refusedOnly(packed.slice(0, at % packed.length));
      }),
      { numRuns: 30 },
    );
  });

  test('a small link that unpacks to very much is refused before it has', async () => {
    const bomb = deflateSync(Buffer.alloc(10 * 1024 * 1024, '[')).toString('base64url');
    expect(bomb.length).toBeLessThan(LIMITS.compositionLinkCharacters);
    expect(await decodeComposition(bomb)).toEqual({ ok: false, problem: 'too-large' });
    const long = 'A'.repeat(LIMITS.compositionLinkCharacters + 1);
    expect(await decodeComposition(long)).toEqual({ ok: false, problem: 'too-large' });
  });

  test.each([
    ['a newer one', (text: string) => text.replace('"version":2', '"version":3'), 'newer-version'],
    ['a literal beyond its bounds', (text: string) => text.replace(':8080', ':80800'), 'not-a-composition'],
    ['a program too many', (text: string) => text.replace('"client":', '"client11":'), 'not-a-composition'],
    ['something more in it', (text: string) => text.replace('{', '{"x":1,'), 'not-a-composition'],
    [
      'a call of what Python alone has',
      (text: string) => text.replace('"function":"print"', '"function":"exec"'),
      'not-a-composition',
    ],
    ['nested too deep', () => pack('['.repeat(20_000)), 'not-a-composition'],
  ])('%s is refused whole', async (_name, change, problem) => {
    const good = compositionText({
      ...findLesson('L1')!,
      experiment: { title: 't', expectation: '' },
    } as never);
    expect(readComposition(good).ok).toBe(true);
    expect(readComposition(change(good))).toEqual({ ok: false, problem });
    expect(await decodeComposition(pack(change(good)))).toMatchObject({ ok: false });
  });
});
