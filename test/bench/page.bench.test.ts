import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { launchBrowser, PageDriver } from '../support/page-driver.ts';
import { ServerProcess } from '../support/server-process.ts';
import { median, table } from './figures.ts';

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
        const driver = await PageDriver.open(browser, server.address);
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
          ['median', ms(median(waits))],
          ['p95', ms(percentile(waits, 0.95))],
        ]),
      );
      expect(waits.length).toBe(16);
    },
  );

  test('while 12 MB go by at full speed', { timeout: 120_000 }, async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    await driver.ready();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: /12 million bytes/ }).click();
    await driver.ready();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    const scriptSeconds = async (): Promise<number> =>
      (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')
        ?.value ?? 0;
    await page.evaluate(() => {
      const seen = { frames: [] as number[], tasks: [] as number[], stop: false };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((e) => e.duration))).observe(
        {
          type: 'longtask',
        },
      );
      let last = performance.now();
      const frame = (now: number): void => {
        seen.frames.push(now - last);
        last = now;
        if (!seen.stop) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    const before = await scriptSeconds();
    await page.keyboard.press('f');
    await page.locator('[data-part="mode"][data-mode="past"]').waitFor({ timeout: 60_000 });
    const script = (await scriptSeconds()) - before;
    const { frames, tasks } = await page.evaluate(() => {
      const { seen } = window as unknown as { seen: { frames: number[]; tasks: number[]; stop: boolean } };
      seen.stop = true;
      return { frames: seen.frames, tasks: seen.tasks };
    });
    const { head } = await driver.position();
    console.info(
      table(`12 MB at full speed, ${head} events, ${frames.length} frames`, [
        ['script a frame', ms((script * 1000) / frames.length)],
        ['frame, median', ms(median(frames))],
        ['frame, p95', ms(percentile(frames, 0.95))],
        ['frame, longest', ms(Math.max(...frames))],
        ['tasks over 50 ms', String(tasks.length)],
        ['longest task', ms(Math.max(0, ...tasks))],
      ]),
    );
    expect(driver.complaints).toEqual([]);
    await page.context().close();
  });
});
