import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLesson, LESSONS } from '../../shared/lessons/index.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { controlsTooSmall } from '../support/thumb.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const LANGUAGES = ['en', 'zh'] as const;

describe('a recording', () => {
  let driver: PageDriver;
  beforeAll(async () => {
    driver = await pages.page(null, { query: '?replay=L1', ...PHONE });
    await driver.page.locator('[data-part="log-sheet"]').waitFor();
  });
  afterAll(() => driver.page.close());

  test.each(LANGUAGES)('each button has a name and a picture of its own, in %s', async (language) => {
    await driver.speak(language);
    const buttons = await driver.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('header button, [data-part="log-sheet"]')]
        .filter((button) => button.offsetParent !== null)
        .map((button) => ({
          name: button.getAttribute('aria-label') ?? button.innerText,
          picture: button.querySelector('svg')?.innerHTML ?? button.innerText,
        })),
    );
    expect(new Set(buttons.map(({ name }) => name)).size).toBe(buttons.length);
    expect(new Set(buttons.map(({ picture }) => picture)).size).toBe(buttons.length);
  });

  test('each tab shows its own panel', async () => {
    await driver.speak('en');
    const { page } = driver;
    const panel = page.getByRole('tabpanel');
    for (const [tab, shown] of [
      ['Client', '[data-host="client"] [data-line]'],
      ['Server', '[data-host="server"] [data-line]'],
      ['Wire', '[data-part="ladder"]'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await panel.locator(shown).first().waitFor();
      expect(await page.getByRole('tab', { selected: true }).innerText()).toMatch(new RegExp(tab, 'i'));
    }
  });

  // The last test here, because it writes into what React has drawn.
  test.each(LANGUAGES)(
    'a lesson’s title wraps, and a long one is shortened at its second line, in %s',
    async (language) => {
      await driver.speak(language);
      const title = driver.page.locator('[data-part="lesson"]');
      await title.waitFor();
      const titles = LESSONS.map(({ id, title: words }) => `${id} · ${words[language]}`);
      const seen = await title.evaluate(
        (element, all) =>
          all.map((words) => {
            element.textContent = words;
            const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
            return { words, whole: scrollHeight <= clientHeight + 1, fits: scrollWidth <= clientWidth };
          }),
        titles,
      );
      expect(seen.filter(({ fits }) => !fits)).toEqual([]);
      expect(seen[0]).toMatchObject({ whole: true });
      const box = (await title.boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(44);
    },
  );
});

describe('a run', () => {
  let driver: PageDriver;
  beforeAll(async () => {
    driver = await pages.page(new RecordedLab('L1'), PHONE);
    await driver.ready();
  });
  afterAll(() => driver.page.close());

  test.each(LANGUAGES)('begins with its task, at the program that goes first, in %s', async (language) => {
    await driver.speak(language);
    const { page } = driver;
    expect(await page.locator('#tab-server').getAttribute('aria-selected')).toBe('true');
    const goal = page.locator('[data-part="goal"]:visible');
    await goal.waitFor();
    await expect.poll(() => goal.innerText()).toContain(findLesson('L1')!.task[language]);
    expect(driver.complaints).toEqual([]);
  });

  test.each(LANGUAGES)('a thumb meets each control of the bar, in %s', async (language) => {
    await driver.speak(language);
    expect(await controlsTooSmall(driver.page)).toEqual([]);
  });

  test('the menu opens the card of the network, for which the bar has no room', async () => {
    await driver.speak('en');
    const { page } = driver;
    const facts = page.locator('#grade p');
    expect(await facts.count()).toBe(0);
    await page.locator('[data-part="menu"]').click();
    await page.getByRole('button', { name: 'The network in use' }).click();
    await facts.filter({ hasText: 'At the last rest' }).waitFor();
    const card = (await page.locator('#grade').boundingBox())!;
    expect(card.x).toBeGreaterThanOrEqual(0);
    expect(card.x + card.width).toBeLessThanOrEqual(390);
    expect(driver.complaints).toEqual([]);
  });
});
