import type { Localized } from '../../../shared/languages.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../../shared/lessons/facts.ts';
import { findLesson, LESSONS } from '../../../shared/lessons/index.ts';
import { varied, type Lesson } from '../../../shared/lessons/lesson.ts';
import type { WalkthroughMove } from '../../../shared/lessons/moves.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import { pythonScript } from '../../../shared/programs/python-text.ts';
import { parametersOf, setParameter } from '../../../shared/programs/params.ts';
import { programSchema } from '../../../shared/programs/schema.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { wireSettingsSchema } from '../../../shared/log/wire-settings-schema.ts';
import { lacks } from '../../support/machine.ts';

const HAN = /\p{Script=Han}/u;
const each = describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const));

const folder = mkdtempSync(join(tmpdir(), 'socketscope-lessons-'));
afterAll(() => rmSync(folder, { recursive: true }));
const noPython = lacks('python3', 'listings compiled by python3');

test('ids are unique and found in any case', () => {
  const ids = LESSONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const lesson of LESSONS) {
    expect(lesson.id).toMatch(/^L(?:0|[1-9]\d?)$/);
    expect(findLesson(lesson.id.toLowerCase())).toBe(lesson);
  }
});

each('%s', (_id, lesson) => {
  const all: readonly (readonly [string, Lesson])[] = [
    ['the lesson', lesson],
    ...lesson.variations.map(({ id }) => [id, varied(lesson, id)!] as const),
  ];

  test('[LESSON1] is data: it goes through JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(lesson))).toStrictEqual(lesson);
  });

  test('says everything in both languages, each in its own', () => {
    const texts = textsOf(lesson);
    expect(texts.length).toBeGreaterThan(12);
    for (const { zh, en } of texts) {
      expect(zh.trim(), en).toBe(zh);
      expect(en.trim(), zh).toBe(en);
      expect(en.length, zh).toBeGreaterThan(0);
      // An option that is only a value is the same in both languages.
      if (/\p{L}/u.test(en) && !/^'.*'$/.test(en)) expect(HAN.test(zh), zh).toBe(true);
    }
    // The words of programs may stand in English too, but never a sentence. Each language has its own
    // punctuation.
    for (const { zh, en } of texts) {
      expect(en).not.toMatch(/[，。：；？！（）]|\p{Script=Han}{5}/u);
      expect(zh.replaceAll(/`[^`]*`/g, '')).not.toMatch(/\p{Script=Han}[,;?!:]|[,;?!]\p{Script=Han}/u);
    }
  });

  test('marks `code` and *emphasis* in pairs, and only in its explanation', () => {
    for (const { zh, en } of lesson.explanation)
      for (const text of [zh, en]) {
        const plain = text.replaceAll(/`[^`]+`/g, '').replaceAll(/\*[^*]+\*/g, '');
        expect(plain).not.toMatch(/[`*]/);
      }
    const others = textsOf({ ...lesson, explanation: [] });
    for (const { zh, en } of others) expect(zh + en).not.toMatch(/`|\*\p{L}/u);
  });

  test('is worth a lesson: something to predict, to see and to try', () => {
    expect(lesson.moves.length).toBeGreaterThan(0);
    expect(lesson.predictions.length).toBeGreaterThan(0);
    expect(lesson.checks.length).toBeGreaterThan(1);
    expect(lesson.explanation.length).toBeGreaterThan(1);
    expect(lesson.variations.length).toBeGreaterThan(0);
  });

  test('asks before the moves that answer, with options to choose from', () => {
    unique(lesson.predictions.map(({ id }) => id));
    for (const { before, until, options } of lesson.predictions) {
      // A wait may be over before anybody can be asked.
      expect(lesson.moves[before]?.type).not.toBe('wait');
      expect(before).toBeGreaterThanOrEqual(0);
      expect(until).toBeGreaterThanOrEqual(before);
      expect(until).toBeLessThan(lesson.moves.length);
      expect(options.length).toBeGreaterThanOrEqual(2);
      unique(options.map(({ text }) => text.zh));
      unique(options.map(({ text }) => text.en));
    }
  });

  test('names only programs, threads, literals and settings that there are', () => {
    const known = Object.keys(lesson.programs);
    for (const move of lesson.moves) {
      if ('program' in move) expect(clients(lesson, known)).toContain(move.program);
      if ('times' in move && move.times !== undefined) expect(move.times).toBeGreaterThan(0);
      if (move.type === 'wire') expect(v.is(wireSettingsSchema, move.settings)).toBe(true);
      if (move.type === 'set') canBeSet(lesson, move);
    }
    for (const fact of factsOf(lesson)) {
      if ('program' in fact) expect(clients(lesson, known)).toContain(fact.program);
      if ('atLeast' in fact && 'atMost' in fact) expect(fact.atMost).toBeGreaterThanOrEqual(fact.atLeast!);
    }
    expect(v.is(wireSettingsSchema, lesson.wire)).toBe(true);
  });

  test.each(all)('%s: programs are sound, and fit in their bounds', (_name, { programs, wire }) => {
    expect(v.is(wireSettingsSchema, wire)).toBe(true);
    expect(Object.keys(programs)).toEqual(expect.arrayContaining(['client', 'server']));
    expect(Object.keys(programs).length - 1).toBeLessThanOrEqual(LIMITS.clients);
    for (const [name, program] of Object.entries(programs)) {
      expect(name).toMatch(/^(server|client([2-9]|10)?)$/);
      expect(v.safeParse(programSchema, program).issues).toBeUndefined();
      const lines = listing(program);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(lineText(line)).not.toBe('');
      for (const { id, value } of parametersOf(program))
        expect(setParameter(program, id, value).ok, id).toBe(true);
    }
  });

  test('variations are unique, and set what there is', () => {
    unique(lesson.variations.map(({ id }) => id));
    for (const { id, programs, set } of lesson.variations) {
      const base = { ...lesson, programs: { ...lesson.programs, ...programs } } as Lesson;
      for (const change of set ?? []) {
        canBeSet(base, change);
        const value = parametersOf(varied(lesson, id)!.programs[change.program]!);
        expect(value).toContainEqual(
          expect.objectContaining({ id: change.parameter, value: change.value }) as unknown,
        );
      }
    }
    expect(varied(lesson, 'none of them')).toBeNull();
  });

  test.skipIf(noPython !== undefined)('is Python to python3', () => {
    const scripts = all.flatMap(([name, { programs }]) =>
      Object.entries(programs).map(([program, tree]) => [`${lesson.id}-${name}-${program}`, tree] as const),
    );
    expect(complaints(scripts)).toBe('');
  });
});

function unique(names: readonly string[]): void {
  expect(new Set(names).size).toBe(names.length);
}

/** The names include the clients that `add-client` brings. */
function clients({ moves }: Lesson, known: readonly string[]): string[] {
  const added = moves.filter((move) => move.type === 'add-client').length;
  return [...known, ...Array.from({ length: added }, (_, i) => `client${known.length + i}`)];
}

function canBeSet(
  { programs }: Lesson,
  {
    program,
    parameter,
    value,
  }: Pick<Extract<WalkthroughMove, { type: 'set' }>, 'program' | 'parameter' | 'value'>,
): void {
  expect(setParameter(programs[program] ?? { statements: [] }, parameter, value)).toMatchObject({ ok: true });
}

function factsOf({ moves, predictions, checks }: Lesson): Fact[] {
  const flat = (fact: Fact): Fact[] => {
    if (fact.fact === 'all' || fact.fact === 'any') return fact.of.flatMap(flat);
    return fact.fact === 'not' || fact.fact === 'on-wire' ? flat(fact.of) : [fact];
  };
  return [
    ...moves.flatMap((move) => (move.type === 'wait' ? [move.until] : [])),
    ...predictions.flatMap(({ options }) => options.map(({ when }) => when)),
    ...checks.map(({ fact }) => fact),
  ].flatMap(flat);
}

function textsOf(lesson: Lesson): Localized[] {
  return [
    lesson.title,
    lesson.task,
    lesson.myth,
    ...lesson.predictions.flatMap(({ question, options }) => [
      question,
      ...options.flatMap(({ text, because }) => [text, because]),
    ]),
    ...lesson.checks.map(({ text }) => text),
    ...lesson.explanation,
    ...lesson.variations.flatMap(({ title, text }) => [title, text]),
  ];
}

/**
 * Returns what python3 says of the scripts that it rejects. One process checks all of them, because each
 * start takes long.
 */
function complaints(scripts: readonly (readonly [string, Program])[]): string {
  const files = scripts.map(([name, program]) => {
    const file = join(folder, `${name}.py`);
    writeFileSync(file, pythonScript(program));
    return file;
  });
  return spawnSync('python3', ['-m', 'py_compile', ...files], { encoding: 'utf8' }).stderr;
}
