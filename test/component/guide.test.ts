import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moments } from '../support/moments.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

describe('a lesson', () => {
  test('keeps a wrong answer beside what happened, and at its end leads to why and to the next', async () => {
    const driver = await pages.page(moments.question());
    const { page } = driver;
    await driver.answerByKeyboard(0);
    await driver.nextUntil(/explanation/);
    await page.keyboard.press('Space');
    const question = page.locator('[data-part="question"]');
    await question.waitFor();
    expect(await question.getByText('your prediction').count()).toBe(1);
    expect(await question.locator('[data-happened]').innerText()).toMatch(/this is what happened/);
    expect(await question.locator('[data-happened]').innerText()).not.toMatch(/your prediction/);
    // The run has shown all that the lesson promises, and the guide explains it.
    const seen = page.locator('[data-part="guide"] [data-is]');
    expect(await seen.evaluateAll((all) => all.map((one) => one.getAttribute('data-is')))).toEqual(
      Array(await seen.count()).fill('holds'),
    );
    expect(await page.locator('[data-part="guide"] details').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Escape');
    await driver.ready();
    expect(await driver.primary()).toMatch(/Next lesson: L2/);
    await page.keyboard.press('Space');
    await page.waitForURL(/lesson=L2/);
    await driver.ready();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('is one of many, each a link away; its primary button follows its script', async () => {
    const driver = await pages.page(new RecordedLab('L1'), { language: 'zh' });
    const { page } = driver;
    await driver.ready();
    await page.keyboard.press('e');
    const links = page.locator('[data-part="guide"] nav a');
    await links.first().waitFor();
    expect(await links.count()).toBeGreaterThanOrEqual(25);
    await links.filter({ hasText: 'L13' }).click();
    await page.waitForURL(/lesson=L13/);
    await driver.ready();
    expect(await page.locator('[data-part="lesson"]').innerText()).toContain('L13');
    await driver.nextUntil(/解释/);
    expect(await driver.stage()).toContain('hello');
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});
