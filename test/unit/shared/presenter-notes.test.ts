import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadNotes, loadVariationNotes } from '../../../shared/content/presenter-notes/index.ts';
import { asNoted, type LessonNotes, type Note } from '../../../shared/content/presenter-notes/note.ts';
import type { Localized } from '../../../shared/languages.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { varied } from '../../../shared/lessons/lesson.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { shownBy, unshown, wrongIn } from '../../support/note-claims.ts';

const HAN = /\p{Script=Han}/u;
const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([code]) => code).toSorted();
const figuresIn = (text: string): string[] =>
  (text.replaceAll(/`[^`]+`/g, '').match(/\d+/g) ?? []).toSorted();
const sentencesIn = (text: string): number =>
  text.replaceAll(/`[^`]+`/g, '').match(/[.?!。？！]/g)?.length ?? 0;

const recordings = new URL('../../../client/public/recordings/', import.meta.url);
const recorded = (name: string): readonly LabEvent[] =>
  readRecording(readFileSync(new URL(`${name}.ndjson`, recordings), 'utf8')).events;

const allOf = ({ begin, moves, end }: LessonNotes): readonly Note[] => [begin, ...moves, end];
const textsOf = ({ say, point, ask, beware }: Note): Localized[] =>
  [say, point, ask, beware].filter((text) => text !== undefined);

/** The notes that ask ask something, or lead to where the answer is. */
function asksWell(notes: readonly Note[]): void {
  for (const { ask } of notes) if (ask !== undefined) expect(ask.en).toMatch(/\?|variation|Try|believes/);
}

/** Both languages say the same, in one to three sentences. */
function isWhole({ zh, en }: Localized): void {
  expect(HAN.test(zh), zh).toBe(true);
  expect(en).not.toMatch(/\p{Script=Han}|[，。：；？！（）]/u);
  expect(zh.replaceAll(/`[^`]*`/g, '')).not.toMatch(/\p{Script=Han}[,;?!:]|[,;?!]\p{Script=Han}/u);
  expect(new Set(codesIn(zh)), en).toEqual(new Set(codesIn(en)));
  expect(new Set(figuresIn(zh)), en).toEqual(new Set(figuresIn(en)));
  for (const text of [zh, en]) {
    expect(text.trim()).toBe(text);
    expect(text.replaceAll(/`[^`]+`/g, '')).not.toContain('`');
    expect(text).toMatch(/[.?!。？！]$/);
    expect(sentencesIn(text), text).toBeLessThanOrEqual(3);
    expect(text.length, text).toBeLessThanOrEqual(160);
  }
}

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('[NOTE1] %s', (id, lesson) => {
  test('has a note on its beginning, each of its moves and its end, in both languages', async () => {
    const notes = (await loadNotes(id))!;
    expect(notes.moves).toHaveLength(lesson.moves.length);
    const all = allOf(notes);
    for (const note of all) for (const text of textsOf(note)) isWhole(text);
    // Each lesson has something to point at, to ask, and to beware of.
    for (const kind of ['point', 'ask', 'beware'] as const)
      expect(
        all.some((note) => note[kind] !== undefined),
        kind,
      ).toBe(true);
    asksWell(all);
  });

  test('[NOTE2] claims what its recorded run has shown by then', async () => {
    const notes = (await loadNotes(id))!;
    expect(wrongIn(notes, lesson, recorded(id))).toEqual([]);
  });
});

const variations = LESSONS.flatMap((lesson) =>
  lesson.variations.map(({ id }) => [`${lesson.id} ${id}`, varied(lesson, id)!] as const),
);

test.each(variations)(
  '[NOTE3] the variation %s has notes on its beginning, its moves and its end, in both languages',
  async (_, variation) => {
    const notes = await loadVariationNotes(variation.id, variation.variation!);
    if (notes === null) throw new Error('it has no notes');
    // A variation has moves of its own, or its notes have some.
    expect(notes.way === undefined).toBe(variation.moves.length > 0);
    const { moves } = asNoted(variation, notes);
    expect(moves.length).toBeGreaterThan(0);
    expect(notes.moves).toHaveLength(moves.length);
    for (const note of allOf(notes)) for (const text of textsOf(note)) isWhole(text);
    asksWell(allOf(notes));
    expect(allOf(notes).some(({ ask }) => ask !== undefined)).toBe(true);
  },
);

test('[NOTE2] a note that claims something else is found', async () => {
  const lesson = LESSONS.find(({ id }) => id === 'L1')!;
  const at = shownBy(lesson, recorded('L1'));
  const claims = (en: string): string[] => unshown({ say: { zh: '', en } }, at[1]!);
  expect(claims('The server is blocked in `accept`, and port 8080 is bound.')).toEqual([]);
  expect(claims('The server is blocked in `recv`.')).toEqual(['blocked in `recv`']);
  expect(claims('It is `ESTABLISHED`.')).toEqual(['ESTABLISHED']);
  expect(claims('Port 8081.')).toEqual(['8081']);
  expect(claims('It printed `nihao`, see line 12.')).toEqual(['line 12']);
  expect(claims('It called `sendall`.')).toEqual(['sendall']);
});

test('a lesson that is not there has no notes', async () => {
  expect(await loadNotes('L99')).toBeNull();
  expect(await loadVariationNotes('L99', 'lost')).toBeNull();
  expect(await loadVariationNotes('L0', 'toString')).toBeNull();
});
