import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { launchBrowser, PageDriver } from '../support/page-driver.ts';
import { ServerProcess } from '../support/server-process.ts';
import { median, table } from './figures.ts';
import { framesAfterKey } from './frame-trace.ts';

const missing = lacks('two-hosts', 'the page’s speed');

let browser: Browser;
let server: ServerProcess;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await ServerProcess.serving();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const percentile = (figures: readonly number[], share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(share * (figures.length - 1))] ?? Number.NaN;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

describe.skipIf(missing !== undefined)('the page', () => {
  test(
    'from a key to the painted frame that shows what the system call returned',
    { timeout: 120_000 },
    async () => {
      const waits: number[] = [];
      for (let round = 0; round < 4; round += 1) {
        const driver = await PageDriver.open(browser, server.address, { reducedMotion: 'no-preference' });
        await driver.ready();
        for (let line = 0; line < 4; line += 1) {
          await driver.ready();
          // The key goes to the server, the call is made, its events come back, and a frame is painted.
          const wait = driver.page.evaluate(
            () =>
              new Promise<number>((resolve, reject) => {
                const begin = performance.now();
                setTimeout(() => reject(new Error('the key has come to nothing in 10 s')), 10_000);
                const slider = document.querySelector('[data-part="dock"] input[type="range"]');
                const seen = new MutationObserver(() => {
                  seen.disconnect();
                  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
                });
                if (slider) seen.observe(slider, { attributes: true, attributeFilter: ['max'] });
                dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true }));
              }),
          );
          waits.push(await wait);
        }
        await driver.page.context().close();
      }
      console.info(
        table(`key → system call → painted frame, ${waits.length} steps`, [
          ['median', ms(median(waits)), '≤ 33 ms'],
          ['p95', ms(percentile(waits, 0.95)), '≤ 50 ms'],
        ]),
      );
      expect(waits.length).toBe(16);
    },
  );

  test('while 12 MB go by at full speed', { timeout: 240_000 }, async () => {
    for (const slowDown of [1, 4]) {
      const driver = await PageDriver.open(browser, server.address, { reducedMotion: 'no-preference' });
      const { page } = driver;
      await driver.ready();
      await page.locator('[data-part="log"]').waitFor();
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('button', { name: /12 million bytes/ }).click();
      // The old lab can be stepped until the new one is there.
      await page.locator('[data-line]', { hasText: '1000000' }).waitFor();
      await driver.ready();
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
      // The run is played from its beginning once all parts of the page are drawn.
      const { frames, tasksMs } = await framesAfterKey(browser, page, 'f', '[data-does="pause"]');
      const { head } = await driver.position();
      const scriptMs = frames.map((frame) => frame.scriptMs);
      const framesMs = frames.map((frame) => frame.ms);
      const longTasks = tasksMs.filter((taskMs) => taskMs > 50).length;
      const longFrames = framesMs.filter((frameMs) => frameMs > 50).length;
      console.info(
        table(`12 MB at full speed, CPU slowed ${slowDown} times, ${head} events, ${frames.length} frames`, [
          ['script a frame, p95', ms(percentile(scriptMs, 0.95)), '≤ 4 ms'],
          [
            'of it on a core, p95',
            ms(
              percentile(
                frames.map((frame) => frame.onCoreMs),
                0.95,
              ),
            ),
          ],
          ['script a frame, mean', ms(scriptMs.reduce((sum, one) => sum + one, 0) / frames.length)],
          ['longest task', ms(Math.max(...tasksMs)), '≤ 50 ms'],
          ['tasks over 50 ms', String(longTasks), '0'],
          ['frame, median', ms(median(framesMs))],
          ['frame, p95', ms(percentile(framesMs, 0.95))],
          ['frame, longest', ms(Math.max(...framesMs)), '≤ 50 ms'],
          ['frames over 50 ms', String(longFrames), '0'],
        ]),
      );
      expect(driver.complaints).toEqual([]);
      await page.context().close();
    }
  });
});
