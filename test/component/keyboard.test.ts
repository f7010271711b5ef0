import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLesson } from '../../shared/lessons/index.ts';
import { moments } from '../support/moments.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/**
 * There are fewer places for the focus than this, so that a focus that is still inside after so many presses
 * of Tab is trapped.
 */
const ALL_ROUND = 200;

describe.each(['en', 'zh'] as const)('by keyboard alone, in %s', (language) => {
  test('L12 is opened, stepped, predicted, finished and read', async () => {
    const lesson = findLesson('L12')!;
    const driver = await pages.page(new RecordedLab('L12'), { language });
    const { page } = driver;
    await driver.ready();
    await page.evaluate(() => {
      for (const type of ['pointerdown', 'mousedown', 'click'])
        addEventListener(
          type,
          (event) => {
            // A key that presses a button makes a click of its own, which no pointer made.
            if (!(event instanceof PointerEvent) || event.pointerId !== -1)
              document.documentElement.dataset['pointed'] = event.type;
          },
          true,
        );
    });
    // The primary button can be reached by Tab, and Space presses it from anywhere.
    await tabTo(page, '[data-part="primary"]');
    expect(await outline(page)).not.toBe('');
    let asked = 0;
    for (let i = 0; i < 60; i += 1) {
      await driver.settled();
      const label = await driver.primary();
      const isOver = /^(Why\?|为什么)/.test(label);
      const { head } = await driver.position();
      await page.keyboard.press('Space');
      if (isOver) break;
      if ((await driver.cameOf(head, label)) === 'question') {
        asked += 1;
        await driver.answerByKeyboard(1);
      }
    }
    expect(asked).toBe(lesson.predictions.length);
    // The guide is open at the end of the lesson, with the focus in it.
    const guide = page.locator('[data-part="guide"]');
    await guide.getByText(lesson.explanation[0]![language].replaceAll(/[*`]/g, '').slice(0, 12)).waitFor();
    expect(await guide.locator('[data-happened]').innerText()).toMatch(/your prediction|你的预测/);
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    // One more press of Space closes nothing.
    await page.keyboard.press('Space');
    expect(await guide.count()).toBe(1);
    for (const stop of await tour(page)) expect(stop.outline, stop.name).not.toBe('');
    await page.keyboard.press('Escape');
    await guide.waitFor({ state: 'detached' });
    expect(await page.getAttribute('html', 'data-pointed')).toBeNull();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

test('by keyboard alone, the focus comes to every part of the page, is seen wherever it is, and leaves it again', async () => {
  const driver = await pages.page(moments.bytesOnTheWire());
  const { page } = driver;
  await driver.ready();
  for (const language of ['en', 'zh']) {
    await driver.speak(language);
    // The focus starts from the top of the page.
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    });
    const stops = await tour(page);
    for (const stop of stops) expect(stop.outline, stop.name).not.toBe('');
    // Tab goes once round and leaves the page at the end, so that nothing holds the focus.
    expect(stops.length).toBeLessThan(ALL_ROUND);
    const parts = stops.map(({ name }) => name).join('\n');
    for (const part of [/^lesson/m, /^menu/m, /^primary/m, /^chip/m, /^scrubber/m])
      expect(parts, language).toMatch(part);
  }
  await page.close();
});

/** Presses Tab until the focus is on this element. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < ALL_ROUND; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${selector}`);
}

/** Returns how the browser shows the focus, or an empty text if it does not. */
function outline(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (at === null) return '';
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    return outlineStyle !== 'none' && outlineWidth !== '0px' ? outlineStyle : boxShadow.replace('none', '');
  });
}

/** Returns the places to which Tab leads, until it reaches the page's end or a place where it has been. */
async function tour(page: Page): Promise<{ name: string; outline: string }[]> {
  const stops: { name: string; outline: string }[] = [];
  await page.evaluate(() => delete (window as { visited?: unknown }).visited);
  for (let i = 0; i < ALL_ROUND; i += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const mine = window as unknown as { visited?: Set<Element> };
      const visited = (mine.visited ??= new Set());
      const at = document.activeElement;
      if (at === null || at === document.body || visited.has(at)) return null;
      visited.add(at);
      const part = at.closest('[data-part], [data-chip]');
      const of = part?.getAttribute('data-part') ?? (part === null ? '' : 'chip');
      return `${of} ${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent.slice(0, 30)}`;
    });
    if (name === null) return stops;
    stops.push({ name, outline: await outline(page) });
  }
  return stops;
}
