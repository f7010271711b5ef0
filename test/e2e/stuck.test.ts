import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePages } from '../support/devices.ts';
import { lacks } from '../support/machine.ts';
import { PageDriver } from '../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'a lesson whose client came first');

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

describe.skipIf(missing !== undefined)('a lesson whose client came first', () => {
  test('[LESSON9] says why it does not go on and what helps, and the button does the best of that', async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    for (const key of ['c', 'c', 'd', 'd']) {
      await driver.settled();
      await page.keyboard.press(key);
    }
    const why = page.locator('[data-part="why"]');
    await why.waitFor();
    const said = await why.innerText();
    expect(said).toMatch(/The client ended at line 2: ConnectionRefusedError/);
    expect(said).toMatch(/No server listens/);
    const helps = why.locator('[data-help]');
    expect(
      await helps.evaluateAll((all) => all.map(({ dataset }) => (dataset as DOMStringMap)['help'])),
    ).toEqual(['run-again', 'go-on', 'new-lab']);
    await driver.settled();
    expect(await driver.primary()).toMatch(/^Run again/);
    await page.keyboard.press('Space');
    await why.waitFor({ state: 'detached' });
    await driver.nextUntil(/Run server on/);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});
