import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordedLab } from '../support/recorded-lab.ts';
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

test('[LESSON10] the call in which a thread has been blocked for a quarter of an hour is not shortened', async () => {
  const lab = RecordedLab.at('L23', ({ threads }) => threads['server/main']?.status === 'blocked');
  const driver = await pages.page(lab, {
    before: (page) =>
      page.addInitScript(() => {
        const now = performance.now.bind(performance);
        performance.now = () => now() + Number(document.documentElement.dataset['laterMs'] ?? 0);
      }),
  });
  await driver.ready();
  await driver.page.evaluate(() => {
    document.documentElement.dataset['laterMs'] = String(15 * 60_000);
  });
  const badge = driver.page.locator('[data-anchor="badge:server/main"]');
  await expect.poll(() => badge.innerText()).toMatch(/15:\d\d/);
  expect(
    await badge.evaluate((one) =>
      [...one.children].flatMap(({ className, clientWidth, scrollWidth, textContent }) =>
        className === 'heard' || scrollWidth <= clientWidth ? [] : [textContent],
      ),
    ),
  ).toEqual([]);
});
