import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { eventually, ServerProcess } from '../support/server-process.ts';
import { lacks } from '../support/machine.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'the wire in the browser');

let browser: Browser;
const server = sharedServer();
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));
afterEach(() => closePages(browser));

/** L17 begins with a connection on a held wire, so that two presses put 3 bytes and a FIN on it. */
const opened = (): Promise<PageDriver> => PageDriver.open(browser, `${server.address}?lesson=L17`);

describe.skipIf(missing !== undefined)('the stage', () => {
  test('a dropped segment leaves a lost place that waits for the kernel’s copy', async () => {
    const driver = await opened();
    await driver.nextUntil(/Deliver 3 bytes/);
    await driver.page.keyboard.press('x');
    await driver.page
      .getByRole('region', { name: 'Wire' })
      .getByText(/lost|dropped/i)
      .first()
      .waitFor();
    expect(await driver.buffer('Client', 'Send').getAttribute('aria-label')).toMatch(/3/);
  });

  test('[PROTO2] [PROTO3] a reload comes back to the same room, still in control, with the whole log', async () => {
    const driver = await opened();
    await driver.nextUntil(/Deliver 3 bytes/);
    const { head } = await driver.position();
    const url = driver.page.url();
    await driver.page.reload();
    await driver.ready();
    expect(driver.page.url()).toBe(url);
    expect((await driver.position()).head).toBeGreaterThanOrEqual(head);
    expect(await driver.primary()).toMatch(/Deliver 3 bytes/);
    await driver.next();
  });

  test('a second viewer sees the same and can operate nothing', async () => {
    const driver = await opened();
    await driver.nextUntil(/Deliver 3 bytes/);
    const viewer = await PageDriver.open(browser, driver.page.url());
    await eventually(async () => (await viewer.position()).head >= (await driver.position()).head - 1);
    await viewer.page.keyboard.press('End');
    await driver.page.keyboard.press('End');
    await eventually(async () => (await programs(viewer)) === (await programs(driver)));
    expect(await viewer.page.locator('[data-part="primary"]:visible').getAttribute('aria-disabled')).toBe(
      'true',
    );
    // Nothing is delivered, and no line is run.
    const before = [await driver.primary(), await programs(driver)];
    for (const key of ['d', 's', 'c', 'x', 'a', 'w', 'Space']) await viewer.page.keyboard.press(key);
    await viewer.page.getByText('You are watching').first().waitFor();
    const wire = driver.page.getByRole('region', { name: 'Wire' });
    expect(await wire.getByRole('radio', { name: 'Auto' }).isChecked()).toBe(false);
    expect([await driver.primary(), await programs(driver)]).toEqual(before);
    expect(await driver.next()).toBe(before[0]);
    await viewer.page.close();
  });

  test('a second tab of one’s own says why it only watches, and leads to a lab of its own', async () => {
    const driver = await PageDriver.open(browser, `${server.address}?lesson=L3`);
    await driver.ready();
    const second = new PageDriver(await driver.page.context().newPage());
    const { page } = second;
    await page.goto(driver.page.url());
    const why = /only the tab that controls this room .* The menu opens a lab of your own/;
    await second
      .column('Client')
      .getByRole('button', { name: new RegExp(`Execute the current line.*${why.source}`) })
      .waitFor();
    const wire = page.getByRole('region', { name: 'Wire' });
    expect(await wire.getByRole('group', { name: why }).count()).toBe(1);
    expect(await page.locator('[data-part="primary"]:visible').getAttribute('title')).toMatch(why);
    expect(await page.locator('[data-part="add-client"]').getAttribute('aria-label')).toMatch(why);
    await page.keyboard.press('c');
    await page.getByRole('status').getByText(why).waitFor();
    await page.locator('[data-part="menu"]').click();
    await page.getByRole('button', { name: /^Open a lab of your own/ }).click();
    await second.ready();
    expect(await page.locator('[data-part="lesson"]').innerText()).toContain('L3');
    expect(new URL(page.url()).hash).not.toBe(new URL(driver.page.url()).hash);
    await page.goBack();
    await second.column('Client').getByRole('button', { name: why }).first().waitFor();
    await page.close();
    // The same address in the same browser is one's own room again, once the tab that had it is closed.
    const address = driver.page.url();
    const third = new PageDriver(await driver.page.context().newPage());
    await driver.page.close();
    await third.page.goto(address);
    await third.ready();
    await third.next();
    expect(third.complaints).toEqual([]);
    await third.page.close();
  });

  test('a literal edited in the listing is what runs; a bad one is refused with its bounds', async () => {
    const driver = await opened();
    await driver.ready();
    await driver
      .column('Client')
      .getByRole('button', { name: /message text/ })
      .click();
    await driver.page.keyboard.press('ControlOrMeta+a');
    await driver.page.keyboard.insertText('你好');
    await driver.page.keyboard.press('Enter');
    await driver
      .column('Client')
      .getByRole('listitem')
      .filter({ hasText: "s.send('你好'.encode())" })
      .waitFor();
    await driver
      .column('Server')
      .getByRole('button', { name: /most bytes.*recv/ })
      .first()
      .click();
    await driver.page.keyboard.press('ControlOrMeta+a');
    await driver.page.keyboard.type('-5');
    await driver.page.keyboard.press('Enter');
    await driver.page
      .getByText(/16777216|16,777,216/)
      .first()
      .waitFor();
    await driver.page.keyboard.press('Escape');
    await driver.nextUntil(/Deliver 6 bytes/);
  });

  test('a control that was only clicked leaves the keys to the page', async () => {
    const driver = await opened();
    await driver.nextUntil(/Deliver 3 bytes/);
    const { page } = driver;
    const wire = page.getByRole('region', { name: 'Wire' });
    await wire.getByText('Auto', { exact: true }).click();
    await wire.getByRole('radio', { name: 'Auto' }).and(page.locator(':checked')).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-part="mode"][data-mode="past"]').waitFor();
    await page.keyboard.press('Space');
    await page.locator('[data-part="mode"][data-mode="live"]').waitFor();
    await wire.getByRole('radio', { name: 'Auto' }).and(page.locator(':checked')).waitFor();
  });

  test('when the lab host is killed a new lab comes by itself, and the log until then is kept', async () => {
    // This server belongs to the test alone, because every lab of it dies.
    const own = await ServerProcess.serving();
    onTestFinished(async () => void (await own.stop()));
    const driver = await PageDriver.open(browser, `${own.address}?lesson=L17`);
    await driver.nextUntil(/Deliver 3 bytes/);
    const { head } = await driver.position();
    process.kill(own.labHostPid!, 'SIGKILL');
    const replaced = driver.page.locator('[data-part="lab-replaced"]');
    await replaced.getByText('run up to where the lesson begins').waitFor();
    await replaced.getByRole('button').first().click();
    await driver.page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    expect((await driver.position()).head).toBeGreaterThanOrEqual(head);
    await driver.page.locator('[data-part="menu"]').click();
    await driver.page.getByRole('button', { name: 'Back to the live lab' }).click();
    await driver.page
      .getByText(/client: send|line 3/)
      .first()
      .waitFor();
    await driver.next();
    await replaced.waitFor({ state: 'detached' });
  });

  test('the shipped recording plays to the same end without a lab', async () => {
    const driver = await PageDriver.open(browser, sharedServer('replay').address);
    await driver.page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    await driver.page.keyboard.press('End');
    expect(await driver.stage()).toContain('received: nihaoma');
    expect(driver.complaints).toEqual([]);
  });
});

/** Returns both programs' listings and threads, as this page shows them. */
async function programs(driver: PageDriver): Promise<string> {
  const text = await Promise.all(
    (['Client', 'Server'] as const).map((name) => driver.column(name).getByRole('list').first().innerText()),
  );
  return text.join('\n');
}
