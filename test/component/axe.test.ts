import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolationsButColours, axeViolationsInThemes } from '../support/axe.ts';
import { moments } from '../support/moments.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** A view over the stage: the way to it, and its place once it is there. */
interface View {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  readonly shown: string;
}
const key = (pressed: string) => (page: Page) => page.keyboard.press(pressed);
const click = (selector: string) => (page: Page) => page.locator(selector).first().click();

const INSPECTOR = '[data-part="inspector"]';

/** The views are looked at in L1 with 7 bytes waiting on the wire. */
const VIEWS: readonly View[] = [
  { name: 'help', open: key('?'), shown: 'dialog[open]' },
  { name: 'states', open: key('m'), shown: 'dialog[open]' },
  { name: 'plots', open: key('p'), shown: 'dialog[open]' },
  { name: 'guide', open: key('e'), shown: 'dialog[open]' },
  { name: 'reference', open: key('k'), shown: 'dialog[open]' },
  { name: 'network', open: click('[popovertarget="grade"]'), shown: '#grade p' },
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
    name: 'composer',
    open: async (page) => {
      await page.locator('[data-part="menu"]').click();
      await page.getByRole('button', { name: /own experiment…|我自己的实验…/ }).click();
    },
    shown: '[data-part="compose"]',
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

/** Colours do not depend on the language, so that they are looked at in English, in every theme. */
const LANGUAGES = [
  { language: 'en', violations: axeViolationsInThemes },
  { language: 'zh', violations: axeViolationsButColours },
] as const;

// One page shows all of it in both languages, because opening one takes as long as looking at three views.
let driver: PageDriver;
beforeAll(async () => {
  driver = await pages.page(moments.bytesOnTheWire());
  await driver.ready();
});

describe.each(LANGUAGES)('in $language, axe finds nothing in', ({ language, violations }) => {
  beforeAll(() => driver.speak(language));

  test('the stage', async () => {
    expect(await violations(driver.page)).toEqual([]);
  });

  test.each(VIEWS)('$name', async ({ open, shown }) => {
    const { page } = driver;
    await open(page);
    await page.locator(shown).first().waitFor();
    const found = await violations(page, shown);
    await page.keyboard.press('Escape');
    await page.locator(shown).first().waitFor({ state: 'hidden' });
    expect(found).toEqual([]);
  });

  test('the past', async () => {
    await driver.page.keyboard.press('Home');
    const found = await violations(driver.page);
    await driver.page.keyboard.press('End');
    expect(found).toEqual([]);
  });

  test('the stage on a phone, and its guide', async () => {
    const { page } = driver;
    const window = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tabpanel').waitFor();
    const found = await violations(page);
    await page.keyboard.press('e');
    await page.locator('dialog[open]').waitFor();
    found.push(...(await violations(page, 'dialog[open]')));
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.setViewportSize(window);
    await page.getByRole('tabpanel').waitFor({ state: 'detached' });
    expect(found).toEqual([]);
  });
});

test.each([
  ['the question', moments.question],
  ['the end of both programs', () => moments.end('L1')],
  ['a deadlock', () => moments.end('L25')],
  ['several clients and threads', () => moments.end('L24')],
])('in both languages, axe finds nothing in %s', async (_name, come) => {
  const at = await pages.page(come());
  await at.page.locator('[data-line]').first().waitFor();
  for (const { language, violations } of LANGUAGES) {
    await at.speak(language);
    expect(await violations(at.page), language).toEqual([]);
  }
  await at.page.close();
});
