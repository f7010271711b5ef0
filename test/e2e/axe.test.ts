import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PageDriver } from '../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => browser.close());

const THEMES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  contrast: { contrast: 'more' },
} as const;
const LANGUAGES = ['en', 'zh'] as const;
const SIZES = { wide: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } } as const;

/** A view over the stage: how it is come to, and where it is once it is there. */
interface View {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  readonly shown: string;
}
const key = (pressed: string) => (page: Page) => page.keyboard.press(pressed);
const click = (selector: string) => (page: Page) => page.locator(selector).first().click();

const INSPECTOR = '[data-part="inspector"]';

/** Seen in L1 where 7 bytes wait on the wire. */
const VIEWS: readonly View[] = [
  { name: 'help', open: key('?'), shown: 'dialog[open]' },
  { name: 'states', open: key('m'), shown: 'dialog[open]' },
  { name: 'plots', open: key('p'), shown: 'dialog[open]' },
  { name: 'guide', open: key('e'), shown: 'dialog[open]' },
  { name: 'network', open: click('[popovertarget="grade"]'), shown: '#grade' },
  { name: 'menu', open: click('[data-part="menu"]'), shown: '#lab-menu' },
  {
    name: 'settings',
    open: async (page) => {
      await page.locator('[data-part="menu"]').click();
      await page.getByRole('button', { name: /^(Settings|设置)$/ }).click();
    },
    shown: 'dialog[open]',
  },
  {
    name: 'wire sheet',
    open: (page) => page.getByRole('button', { name: /wire settings|线路设置/i }).click(),
    shown: 'main dialog[open]',
  },
  { name: 'inspected socket', open: key('i'), shown: INSPECTOR },
  { name: 'inspected byte', open: key('y'), shown: INSPECTOR },
  { name: 'inspected thread', open: click('[data-anchor^="badge:"]'), shown: INSPECTOR },
  { name: 'inspected segment', open: click('[data-chip] button'), shown: INSPECTOR },
];

describe.each(Object.keys(THEMES) as (keyof typeof THEMES)[])('axe finds nothing: %s theme', (theme) => {
  test.each(LANGUAGES)(
    'stage, sheets, menus and inspector, in %s',
    { timeout: 180_000 },
    async (language) => {
      const driver = await open(theme, language, 'wide');
      const { page } = driver;
      const found: Record<string, string[]> = {};
      found['before the first line'] = await violations(page);
      await driver.nextUntil(/Deliver 7|递送 7/);
      found['bytes on the wire'] = await violations(page);
      for (const { name, open: come, shown } of VIEWS) {
        await come(page);
        await page.locator(shown).first().waitFor();
        found[name] = await violations(page, shown);
        await page.keyboard.press('Escape');
        await page.locator(shown).first().waitFor({ state: 'hidden' });
      }
      await page.keyboard.press('Home');
      found['the past'] = await violations(page);
      await page.keyboard.press('End');
      await driver.nextUntil(/explanation|解释/);
      found['both programs ended'] = await violations(page);
      expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([]);
      await page.context().close();
    },
  );

  test.each(LANGUAGES)('on a phone, in %s', async (language) => {
    const driver = await open(theme, language, 'phone');
    const { page } = driver;
    await driver.ready();
    const found: Record<string, string[]> = { 'before the first line': await violations(page) };
    for (let i = 0; i < 4; i += 1) {
      const label = await driver.primary();
      await page.locator('[data-part="primary"]:visible').click();
      await page.waitForFunction(
        (before) =>
          [...document.querySelectorAll<HTMLElement>('[data-part="primary"]')].every(
            (one) => one.offsetParent === null || !one.innerText.startsWith(before),
          ),
        label.split('\n')[0]!,
      );
    }
    found['a server that listens'] = await violations(page);
    await page.keyboard.press('e');
    await page.locator('dialog[open]').waitFor();
    found['guide'] = await violations(page, 'dialog[open]');
    await page.keyboard.press('Escape');
    expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([]);
    await page.context().close();
  });
});

function open(
  theme: keyof typeof THEMES,
  language: (typeof LANGUAGES)[number],
  size: keyof typeof SIZES,
): Promise<PageDriver> {
  return PageDriver.open(browser, `${server.address}?lesson=L1`, {
    language,
    bypassCSP: true,
    reducedMotion: 'reduce',
    viewport: SIZES[size],
    ...THEMES[theme],
  });
}

/** What axe finds within, each with the elements that have it. */
async function violations(page: Page, within = 'html'): Promise<string[]> {
  // What fades in or out has no contrast of its own.
  await page.waitForFunction(() => !document.querySelector('[data-part="motion"]')?.childElementCount);
  await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    const { axe: tool } = window as unknown as {
      axe: {
        run: (context: Element) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const all = await tool.run(document.querySelector(selector)!);
    return all.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, within);
}
