import type { Localized } from '../../../shared/languages.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { varied } from '../../../shared/lessons/lesson.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { CONSTANTS, SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import { EXCEPTIONS } from '../../../shared/programs/exception-names.ts';
import { CALLABLES, VALUE_METHODS } from '../../../shared/programs/vocabulary.ts';
import { ENTRIES, findEntry, matches, nameOf } from '../../../shared/content/reference/index.ts';

const HAN = /\p{Script=Han}/u;

function bilinguals(value: unknown): Localized[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [value as Localized];
  return Object.values(value).flatMap(bilinguals);
}

/** Says whether a program of the lesson, or of one of its variations, has this name. */
function has(lesson: Lesson, name: string): boolean {
  const all = [lesson, ...lesson.variations.map(({ id }) => varied(lesson, id)!)];
  return all.some(({ programs }) =>
    Object.values(programs).some((program) =>
      listing(program).some(({ tokens }) =>
        tokens.some(
          ({ text, parameter }) => text === name || (parameter?.kind === 'family' && name === 'AF_INET6'),
        ),
      ),
    ),
  );
}

describe.each(ENTRIES.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  test('is found by its id, in any case, and by its name in both languages', () => {
    expect(findEntry(id.toUpperCase())).toBe(entry);
    for (const language of ['zh', 'en'] as const) expect(matches(entry, nameOf(entry, language))).toBe(true);
    expect(matches(entry, 'no such word')).toBe(false);
  });

  test('says everything in both languages', () => {
    const texts = bilinguals({ ...entry, name: undefined });
    expect(texts.length).toBeGreaterThan(entry.is === 'call' ? 3 : 0);
    for (const { zh, en } of texts) {
      expect(zh.trim()).toBe(zh);
      expect(en.trim()).toBe(en);
      if (/[A-Za-z]{2}/.test(en.replaceAll(/`[^`]*`/g, '')) && !/^(bytes|int)。$/.test(zh))
        expect(HAN.test(zh), zh).toBe(true);
      expect(en).not.toMatch(/[，。：；？！（）]|\p{Script=Han}/u);
      const bare = (text: string): string => text.replaceAll(/`[^`]+`/g, '').replaceAll(/\*[^*]+\*/g, '');
      expect(bare(zh) + bare(en), zh).not.toMatch(/[`*]/);
      expect(zh.replaceAll(/`[^`]*`/g, '')).not.toMatch(/\p{Script=Han}[,;?!:]|[,;?!]\p{Script=Han}/u);
    }
  });

  test('leads to entries and lessons that exist, and that have it', () => {
    for (const related of entry.related ?? []) {
      expect(findEntry(related), related).not.toBeNull();
      expect(related).not.toBe(id);
    }
    for (const lesson of entry.seenIn) {
      expect(findLesson(lesson), lesson).not.toBeNull();
      if (entry.is === 'call' || entry.is === 'constant')
        expect(has(findLesson(lesson)!, id), lesson).toBe(true);
    }
    for (const source of entry.sources)
      expect(source).toMatch(/^(\w+\(\d\)|RFC \d+( §[\d.]+)?|net\.(core|ipv4)\.\w+)$/);
  });
});

test('what calls fail with in the shipped recordings, and what they sleep in, is what it says', () => {
  const folder = join(import.meta.dirname, '../../../client/public/recordings');
  const seen = new Set<string>();
  for (const file of readdirSync(folder)) {
    const { events } = readRecording(readFileSync(join(folder, file), 'utf8'));
    const names = new Map<number, string>();
    for (const event of events) {
      if (event.type === 'call-entered') names.set(event.call, event.name);
      if (event.type !== 'call-blocked' && event.type !== 'call-returned') continue;
      const entry = findEntry(names.get(event.call) ?? '');
      if (entry?.is !== 'call') throw new Error(`no entry for call ${event.call} of ${file}`);
      if (event.type === 'call-blocked') {
        expect(entry.systemCall, file).toContain(event.kernelCall);
        seen.add(`${entry.id} sleeps`);
      } else if (!event.result.ok) {
        const { errnoName: errno, exception } = event.result;
        expect(entry.failures, file).toContainEqual(expect.objectContaining({ errno, exception }));
        seen.add(`${entry.id} ${errno}`);
      }
    }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'send EPIPE',
      'recv ECONNRESET',
      'connect ECONNREFUSED',
      'recv sleeps',
      'accept sleeps',
    ]),
  );
});

test('every name that a listing can have is explained, and no two entries share an id', () => {
  const names = [
    ...Object.values(CALLABLES).flat(),
    'AF_INET',
    'AF_INET6',
    ...SOCKET_METHODS,
    ...VALUE_METHODS,
    ...CONSTANTS,
    ...EXCEPTIONS,
  ];
  expect(names.filter((name) => findEntry(name)?.id !== name)).toEqual([]);
  expect(new Set(ENTRIES.map(({ id }) => id.toLowerCase())).size).toBe(ENTRIES.length);
});
