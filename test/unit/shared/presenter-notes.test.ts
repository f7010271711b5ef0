import { describe, expect, test } from 'vitest';
import { loadNotes } from '../../../shared/content/presenter-notes/index.ts';
import { type Note, noteAt } from '../../../shared/content/presenter-notes/note.ts';
import type { Localized } from '../../../shared/languages.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { runOf, unshown } from '../../support/note-claims.ts';

const HAN = /\p{Script=Han}/u;
const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([code]) => code).toSorted();
const figuresIn = (text: string): string[] =>
  (text.replaceAll(/`[^`]+`/g, '').match(/\d+/g) ?? []).toSorted();
const sentencesIn = (text: string): number =>
  text.replaceAll(/`[^`]+`/g, '').match(/[.?!。？！]/g)?.length ?? 0;

const textsOf = ({ say, point, ask, beware }: Note): Localized[] =>
  [say, point, ask, beware].filter((text) => text !== undefined);

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
    const all = [notes.begin, ...notes.moves, notes.end];
    for (const note of all) for (const text of textsOf(note)) isWhole(text);
    // Each lesson has something to point at, to ask, and to beware of.
    for (const kind of ['point', 'ask', 'beware'] as const)
      expect(
        all.some((note) => note[kind] !== undefined),
        kind,
      ).toBe(true);
    for (const { ask } of all) if (ask !== undefined) expect(ask.en).toMatch(/\?|variation|Try|believes/);
  });

  test('[NOTE2] claims what its recorded run has shown by then', async () => {
    const notes = (await loadNotes(id))!;
    const at = runOf(lesson);
    expect(at).toHaveLength(lesson.moves.length + 1);
    const wrong = at.flatMap((shown, done) =>
      unshown(noteAt(notes, done), shown).map((claim) => `after ${done} moves: ${claim}`),
    );
    expect(wrong).toEqual([]);
  });
});

test('[NOTE2] a note that claims something else is found', async () => {
  const lesson = LESSONS.find(({ id }) => id === 'L1')!;
  const at = runOf(lesson);
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
});
