import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** Returns the places on the screen where the cause lines begin. */
const beginnings = (page: Page): Promise<{ x: number; y: number }[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<SVGPathElement>('svg g > path')]
      .filter(({ nextElementSibling }) => nextElementSibling?.tagName === 'circle')
      .map((path) => {
        const { x, y } = path.getPointAtLength(0);
        const at = new DOMPoint(x, y).matrixTransform(path.getScreenCTM()!);
        return { x: at.x, y: at.y };
      }),
  );

test('a cause line begins at its line, also where the column has changed beneath it', async () => {
  const driver = await pages.page(null, {
    query: `?replay=L24&at=200`,
    viewport: { width: 1440, height: 900 },
  });
  const { page } = driver;
  const line = page.locator('[data-host="server"] [data-anchor^="line:"][data-standing="blocked"]').first();
  await line.waitFor();
  await driver.moment(() => true);
  await expect
    .poll(async () => {
      const { y, height } = (await line.boundingBox())!;
      const begins = await beginnings(page);
      return begins.length > 0 && begins.every((at) => at.y >= y && at.y <= y + height);
    })
    .toBe(true);
  await page.close();
});

test.each([
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
])(
  'the cause line of a blocked accept crosses no socket that stands beside its queue: $width',
  async (viewport) => {
    const driver = await pages.page(null, { query: `?replay=L24`, viewport });
    const { page } = driver;
    await page.locator('[data-part="dock"] input[type="range"]').waitFor();
    await page.keyboard.press('End');
    // Its three clients have gone. The main thread waits for another one, beside what is left in TIME_WAIT.
    const queue = page.locator('[data-host="server"] [data-anchor^="queue:"][data-waits]');
    await queue.waitFor();
    await page.locator('[data-anchor^="header:"]', { hasText: 'TIME_WAIT' }).first().waitFor();
    await page.locator('svg g > path + circle').first().waitFor({ state: 'attached' });
    await driver.moment(() => true);
    const crossed = await page.evaluate(() => {
      const path = [...document.querySelectorAll<SVGPathElement>('svg g > path')].find(
        ({ nextElementSibling }) => nextElementSibling?.tagName === 'circle',
      );
      if (path === undefined) throw new Error('no cause line');
      const points = Array.from({ length: 400 }, (_, i) => {
        const { x, y } = path.getPointAtLength((i / 399) * path.getTotalLength());
        return new DOMPoint(x, y).matrixTransform(path.getScreenCTM()!);
      });
      return [...document.querySelectorAll('[data-anchor^="header:"]')]
        .filter((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return points.some(({ x, y }) => x > left && x < right && y > top && y < bottom);
        })
        .map((one) => one.textContent);
    });
    expect(crossed).toEqual([]);
    // The line ends beside the middle of the queue.
    const { y, height } = (await queue.boundingBox())!;
    const ends = await page.locator('svg g > path + circle').first().boundingBox();
    expect(ends!.y + ends!.height / 2).toBeCloseTo(y + height / 2, 0);
    await page.close();
  },
);

test('on a phone a cause line ends at the edge of the panel, also once a card has given its room back', async () => {
  const driver = await pages.page(new RecordedLab('L0'), { viewport: { width: 390, height: 844 } });
  const { page } = driver;
  await driver.ready();
  await page.keyboard.press('Space');
  await driver.hasAsked();
  const end = page.locator('svg g > path + circle').first();
  await end.waitFor({ state: 'attached' });
  await driver.answerByKeyboard(0);
  const panel = page.locator('#stage-panel');
  const buffer = page.locator('[data-anchor^="empty:recv:"][data-waits]');
  await expect
    .poll(async () => {
      const [at, room, cause] = await Promise.all([end, panel, buffer].map((one) => one.boundingBox()));
      const lowest = Math.min(room!.y + room!.height - 8, cause!.y + cause!.height / 2);
      return Math.abs(at!.y + at!.height / 2 - lowest);
    })
    .toBeLessThan(2);
  await page.close();
});
