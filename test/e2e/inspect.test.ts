import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { PageDriver } from '../support/page-driver.ts';
import { eventually } from '../support/server-process.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'inspecting in the browser');

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => browser.close());

describe.skipIf(missing !== undefined)('inspecting', () => {
  test('a segment’s fields and bytes mark each other; it says which call caused it', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.nextUntil(/Deliver 7 bytes/);
    const { page } = driver;
    await driver.chips
      .first()
      .getByRole('button', { name: /PSH, ACK/ })
      .click();
    const drawer = page.getByRole('complementary', { name: 'Inspector' });
    await drawer.getByRole('button', { name: 'Client · send() at line 3' }).waitFor();
    await drawer.getByText('Nothing yet: it has not arrived.').waitFor();
    const row = (name: string) => drawer.getByRole('row', { name: new RegExp(`^${name}`) });
    await row('sequence number').hover();
    expect(await drawer.locator('[data-marked][aria-label^="Byte"]').count()).toBe(4);
    await drawer.getByRole('button', { name: /^Byte 0: 45/ }).hover();
    expect(await row('version').getAttribute('data-marked')).toBe('true');
    expect(await row('IHL').getAttribute('data-marked')).toBe('true');
    // By keyboard alone.
    await row('version').getByRole('button').focus();
    await page.keyboard.press('ArrowDown');
    expect(await row('IHL').getAttribute('data-marked')).toBe('true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await driver.ready();
    await driver.nextUntil(/explanation/);
    expect(driver.complaints).toEqual([]);
    await page.context().close();
  });

  test('a byte is marked wherever it is drawn, and its steps lead to their moments', async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    await driver.nextUntil(/Deliver 7 bytes/);
    await driver
      .buffer('Client', 'Send')
      .getByRole('button', { name: /^Byte 2: 68, of h/ })
      .click();
    const drawer = page.getByRole('complementary', { name: 'Inspector' });
    await drawer.getByText('in the send buffer · on the wire').waitFor();
    expect(await drawer.getByText('not yet').count()).toBe(4);
    expect(await page.locator('[data-byte="2"][aria-pressed="true"]').count()).toBe(2);
    // To the end: every step has come, and the byte lies in a variable.
    await driver.nextUntil(/line 8: print/);
    await drawer.getByText('in the program that read it').waitFor();
    expect(await drawer.getByText('not yet').count()).toBe(0);
    await driver.column('Server').locator('[data-byte="2"][aria-pressed="true"]').waitFor();
    const { head } = await driver.position();
    await drawer.getByRole('button', { name: /^sent in segment/ }).click();
    await eventually(async () => (await driver.position()).cursor < head);
    await drawer.getByText('in the send buffer · on the wire').waitFor();
    await drawer.getByRole('button', { name: /^recv\(\) at line 7 took it/ }).click();
    await drawer.getByText('in the program that read it').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-byte][aria-pressed="true"]').count()).toBe(0);
    await page.keyboard.press('y');
    await drawer.getByText('at offset 0 of what the client sends').waitFor();
    expect(driver.complaints).toEqual([]);
    await page.context().close();
  });
});
