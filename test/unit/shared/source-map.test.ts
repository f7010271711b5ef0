import type { Localized } from '../../../shared/languages.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../../shared/log/events.ts';
import { firstMoment } from '../../../shared/lessons/first-moment.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { ERRATA, findStatement, GROUPS, STATEMENTS } from '../../../shared/content/source-map/index.ts';

const folder = join(import.meta.dirname, '../../../client/public/recordings');
const known = new Map<string, readonly LabEvent[]>();

function recorded(name: string): readonly LabEvent[] {
  let events = known.get(name);
  if (events === undefined) {
    events = readRecording(readFileSync(join(folder, `${name}.ndjson`), 'utf8')).events;
    known.set(name, events);
  }
  return events;
}

const HAN = /\p{Script=Han}/u;

function isWhole({ zh, en }: Localized): void {
  expect(zh.trim()).toBe(zh);
  expect(en.trim()).toBe(en);
  expect(HAN.test(zh), zh).toBe(true);
  expect(en.length).toBeGreaterThan(0);
  expect(en).not.toMatch(/[，。：；？！（）]|\p{Script=Han}{3}/u);
  for (const text of [zh, en])
    expect(text.replaceAll(/`[^`]+`/g, '').replaceAll(/\*[^*]+\*/g, ''), text).not.toMatch(/[`*]/);
  expect(zh.replaceAll(/`[^`]*`/g, '')).not.toMatch(/\p{Script=Han}[,;?!:]|[,;?!]\p{Script=Han}/u);
}

describe('the map of the source lesson', () => {
  test.each(STATEMENTS.map((statement) => [statement.id, statement] as const))(
    '%s is seen in the shipped recording of its lesson',
    (id, { lesson, variation, fact, text }) => {
      isWhole(text);
      expect(findStatement(id)?.text).toBe(text);
      expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(findLesson(lesson)?.id).toBe(lesson);
      const ids = findLesson(lesson)!.variations.map((one) => one.id);
      if (variation !== undefined) expect(ids).toContain(variation);
      const events = recorded(variation === undefined ? lesson : `${lesson}.${variation}`);
      const at = firstMoment(events, fact);
      expect(at, `${lesson} never shows it`).not.toBeNull();
      // The fact must not hold before anything has happened, or it would hold for every run.
      expect(events.findIndex(({ type }) => type === 'call-entered')).toBeLessThan(at! - 1);
    },
  );

  test('has every part of the source in its order, and what is wrong in it', () => {
    expect(GROUPS.map(({ id }) => id)).toEqual(['client', 'server', 'cautions', 'inside', 'threads']);
    for (const { title } of GROUPS) isWhole(title);
    for (const { source } of ERRATA) isWhole(source);
    const ids = STATEMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (let n = 1; n <= 5; n += 1) expect(ids).toContain(`client-${n}`);
    for (let n = 1; n <= 7; n += 1)
      expect(ids).toEqual(expect.arrayContaining([`server-${n}`, `caution-${n}`]));
    for (const name of ['connect', 'send', 'recv', 'close']) expect(ids).toContain(`client-${name}`);
    for (const name of ['bind', 'listen', 'accept', 'send', 'recv']) expect(ids).toContain(`server-${name}`);
  });
});
