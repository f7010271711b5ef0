import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordedPages } from '../support/recorded-page.ts';
import { unseen } from '../support/sight.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** A projector's window at 200 %, and a phone. */
const WINDOWS = [
  { width: 960, height: 540 },
  { width: 390, height: 844 },
] as const;

// `npm run verify:sight` looks at every lesson, in both languages and in every window.
test.each([
  ['L12', 'zh'],
  ['L20', 'en'],
] as const)(
  '[LESSON10] what %s is about is seen whole on a magnified projector and on a phone, in %s',
  async (lesson, language) => {
    expect(await unseen(pages, lesson, language, WINDOWS)).toEqual([]);
  },
);
