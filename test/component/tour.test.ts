import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAPTIONS } from '../../shared/lessons/tour.ts';
import { axeViolations } from '../support/axe.ts';
import { type RecordedOptions, RecordedPages } from '../support/recorded-page.ts';
import type { PageDriver } from '../support/page-driver.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

async function tour(options: RecordedOptions = {}): Promise<PageDriver> {
  const driver = await pages.page(null, { query: '?tour', reducedMotion: 'no-preference', ...options });
  await driver.page.locator('[data-part="tour"][data-at="0"]').waitFor();
  // The stage is fetched beside it.
  await driver.page.locator('main').waitFor();
  return driver;
}

const at = (page: Page): Promise<string | null> => page.locator('[data-part="tour"]').getAttribute('data-at');
const PAUSE = /^(Pause|暂停)$/;
const outlined = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('main *')].filter((one) =>
        getComputedStyle(one).outline.includes('solid 3px'),
      ).length,
  );

describe('the tour', () => {
  test('is led by keys, in each language: each caption points at what is on the stage', async () => {
    const driver = await tour();
    const { page } = driver;
    await page.getByRole('button', { name: PAUSE }).click();
    const said = page.locator('[data-part="tour"]');
    for (const [i, { text }] of CAPTIONS.entries()) {
      await page.locator(`[data-part="tour"][data-at="${i}"]`).waitFor();
      for (const language of i % 2 === 0 ? (['en', 'zh'] as const) : (['zh', 'en'] as const)) {
        await driver.speak(language);
        await expect.poll(() => said.innerText()).toContain(text[language]);
      }
      await expect.poll(() => outlined(page)).toBeGreaterThan(0);
      await page.keyboard.press('ArrowRight');
    }
    await page.locator('[data-part="tour"][data-at="end"]').waitFor();
    expect(await outlined(page)).toBe(0);
    await page.keyboard.press('ArrowLeft');
    expect(await at(page)).toBe(String(CAPTIONS.length - 1));
    await page.keyboard.press('ArrowLeft');
    expect(await at(page)).toBe(String(CAPTIONS.length - 2));
    await page.keyboard.press('Home');
    expect(await at(page)).toBe('0');
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('goes on by itself, stops when told to, and ends where the learner begins', async () => {
    const driver = await tour();
    const { page } = driver;
    await page.locator('[data-part="tour"][data-at="1"]').waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    while ((await at(page)) !== 'end') await page.getByRole('button', { name: /^Next/ }).click();
    await page.getByRole('link', { name: /^Step it yourself: L0/ }).click();
    await page.waitForURL(/lesson=L0/);
    await page.close();
  });

  test('Space is its dark button, also after another was clicked, and at the end begins the lesson', async () => {
    const { page } = await tour();
    await page.getByRole('button', { name: PAUSE }).click();
    for (let i = 1; i < CAPTIONS.length; i += 1) {
      await page.keyboard.press('Space');
      await page.locator(`[data-part="tour"][data-at="${i}"]`).waitFor();
    }
    await page.keyboard.press('Space');
    await page.locator('[data-part="tour"][data-at="end"]').waitFor();
    await page.keyboard.press('Space');
    await page.waitForURL(/lesson=L0/);
    await page.close();
  });

  test('moves nothing by itself under reduced motion', async () => {
    const { page } = await tour({ reducedMotion: 'reduce' });
    await page.clock.install();
    await page.keyboard.press('ArrowRight');
    expect(await at(page)).toBe('1');
    await page.clock.runFor(60_000);
    expect(await at(page)).toBe('1');
    await page.close();
  });

  test('is left by Escape, and says so where its recording is not to be had', async () => {
    const { page } = await tour();
    await page.keyboard.press('Escape');
    await page.locator('[data-part="begin"]').waitFor();
    await page.route('**/recordings/*', (route) => route.abort());
    await page.goto(new URL('/?tour&lang=en', page.url()).href);
    await page.getByText('The recorded run could not be fetched').waitFor();
    await page.getByRole('button', { name: 'To the home page' }).click();
    await page.locator('[data-part="begin"]').waitFor();
    await page.close();
  });

  test('axe finds nothing, and all of it is on the page, in a wide window and, in the dark, on a phone', async () => {
    const { page } = await tour();
    await page.getByRole('button', { name: PAUSE }).click();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
    for (const [colorScheme, viewport] of [
      ['light', { width: 1280, height: 720 }],
      ['dark', { width: 390, height: 844 }],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const fits = (): Promise<boolean> =>
        page.evaluate(() => {
          const { bottom } = document.querySelector('[data-part="tour"]')!.getBoundingClientRect();
          return bottom <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth;
        });
      await expect.poll(fits, { message: colorScheme }).toBe(true);
      expect(await axeViolations(page), colorScheme).toEqual([]);
    }
    await page.close();
  });
});
