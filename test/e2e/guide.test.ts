import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { PageDriver } from '../support/page-driver.ts';
import { eventually } from '../support/server-process.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'the guide in the browser');

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => browser.close());

describe.skipIf(missing !== undefined)('a lesson', () => {
  test('begins with the variation that the link names; one that it does not have is said to be none', async () => {
    for (const language of ['en', 'zh'] as const) {
      const driver = await PageDriver.open(browser, `${server.address}?lesson=L5&variation=no%20such`, {
        language,
      });
      await driver.page
        .getByRole('status')
        .getByText(language === 'en' ? 'no variation “no such”' : '没有链接所要的变式“no such”')
        .waitFor();
      await driver.ready();
      expect(driver.complaints).toEqual([]);
      await driver.page.context().close();
    }
    const driver = await PageDriver.open(browser, `${server.address}?lesson=L5&variation=lose-syn-ack`);
    const { page } = driver;
    const pressed = page.locator('[data-part="guide"] [aria-pressed="true"]');
    await eventually(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('e');
      return (await pressed.count()) === 1;
    });
    const { head } = await driver.position();
    // A reload comes back to the room, which has the variation already.
    await page.reload();
    await driver.ready();
    expect((await driver.position()).head).toBe(head);
    expect(driver.complaints).toEqual([]);
    await page.context().close();
  });

  test('keeps a wrong answer beside what happened, and at its end leads to why and to the next', async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    await driver.nextUntil(/Predict first/);
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await driver.nextUntil(/explanation/);
    await page.keyboard.press('Space');
    const question = page.locator('[data-part="question"]');
    await question.waitFor();
    expect(await question.getByText('your prediction').count()).toBe(1);
    expect(await question.locator('[data-happened]').innerText()).toMatch(/this is what happened/);
    expect(await question.locator('[data-happened]').innerText()).not.toMatch(/your prediction/);
    // All that it promises has been seen, and it says why.
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
    await page.context().close();
  });

  test('is one of many, each a link away; its primary button follows its script', async () => {
    const driver = await PageDriver.open(browser, server.address, { language: 'zh' });
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
    await page.context().close();
  });
});
