import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '../../shared/languages.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { RecordedPages } from '../support/recorded-page.ts';
import { unseen, type Viewport } from '../support/sight.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const SIZES = [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
  [1024, 768],
  [390, 844],
] as const;
const ZOOMS = [1, 1.25, 1.5, 1.75, 2];

/** A zoom divides the window. Below 320 px a phone magnifies its picture instead (WCAG 2.2, 1.4.10). */
function windows(): Viewport[] {
  const all = SIZES.flatMap(([width, height]) =>
    ZOOMS.map((zoom) => ({ width: Math.floor(width / zoom), height: Math.floor(height / zoom) })),
  );
  const different = new Map(all.map((one) => [`${one.width} ${one.height}`, one]));
  return [...different.values(), { width: 320, height: 693 }].filter(({ width }) => width >= 320);
}

const cases = LESSONS.flatMap(({ id }) => LANGUAGES.map((language) => [id, language] as const));

test.concurrent.each(cases)(
  '[LESSON10] what %s is about is seen whole in every window, in %s',
  { timeout: 1_800_000 },
  async (lesson, language) => {
    expect(await unseen(pages, lesson, language, windows())).toEqual([]);
  },
);
