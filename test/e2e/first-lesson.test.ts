import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRELOAD_AFTER_MS } from '../../client/ui/use-preload.ts';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

/** Scripts, styles and fonts are counted as a host of static files sends them, compressed. */
const LIMIT_KB = 250;

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

test(`what the first lesson needs is at most ${LIMIT_KB} kB`, async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() !== 200 || sizes.has(pathname)) return;
    // Fonts are compressed already.
    const size = (body: Buffer): number =>
      (pathname.endsWith('.woff2') ? body : gzipSync(body, { level: 9 })).length;
    sizes.set(pathname, response.body().then(size));
  });
  // Parts that the page fetches some time later are for later presses, and the lesson does not wait for them.
  await page.addInitScript((never) => {
    const start = window.setTimeout;
    window.setTimeout = ((run: () => void, ms?: number) =>
      ms === never ? 0 : start(run, ms)) as typeof start;
  }, PRELOAD_AFTER_MS);
  await page.goto(`${sharedServer().address}?lang=en&lesson=L0`);
  await new PageDriver(page).ready();
  await page.evaluate(() => document.fonts.ready);
  const kB = (await Promise.all(sizes.values())).map((bytes) => bytes / 1000);
  const table = [...sizes.keys()].map((path, i) => `${kB[i]?.toFixed(1)} kB ${path}`).join('\n');
  expect(
    kB.reduce((sum, one) => sum + one, 0),
    table,
  ).toBeLessThanOrEqual(LIMIT_KB);
  await page.context().close();
});
