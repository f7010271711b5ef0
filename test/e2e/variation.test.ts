import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePages } from '../support/devices.ts';
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
afterAll(() => closePages(browser));

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
      await driver.page.close();
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
    await page.close();
  });
});
