import { expect, onTestFinished, test } from 'vitest';
import { PageDriver } from '../support/page-driver.ts';
import { ServerProcess } from '../support/server-process.ts';
import { sharedBrowser } from '../support/shared-page.ts';
import { lacks } from '../support/machine.ts';

const missing = lacks('loopback', 'a lab that is opened with a token');

test.skipIf(missing !== undefined)(
  'who has the printed address opens a lab, who has a link to it watches, who has neither is told',
  async () => {
    const browser = await sharedBrowser();
    const server = await ServerProcess.serving(['--port', '0', '--token']);
    onTestFinished(async () => void (await server.stop()));
    expect(server.address).toMatch(/\?token=/);
    const owner = await PageDriver.open(browser, `${server.address}&lesson=L1`);
    await owner.ready();
    const seen = new URL(owner.page.url());
    expect([seen.search, seen.hash.slice(0, 7)]).toEqual(['?lesson=L1&lang=en', '#/room/']);
    // No script of the page can pass the token on.
    expect(await owner.page.evaluate(() => document.cookie)).toBe('');

    const bare = new URL('/', server.address);
    const invited = await PageDriver.open(browser, new URL(seen.hash, bare).href);
    await invited.page.getByText('Watching').first().waitFor();
    await owner.next();
    const { head } = await owner.position();
    await expect.poll(async () => (await invited.position()).head).toBeGreaterThanOrEqual(head);

    const stranger = await PageDriver.open(browser, new URL('?lesson=L1', bare).href);
    const screen = stranger.page.locator('[data-part="connection"]');
    await screen.getByText(/needs the address with the token/).waitFor();
    await screen.getByRole('button', { name: /recorded L1/ }).waitFor();
    for (const driver of [owner, invited, stranger]) expect(driver.complaints).toEqual([]);
  },
);
