import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PageDriver } from '../support/page-driver.ts';
import { eventually } from '../support/server-process.ts';
import { lacks } from '../support/machine.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'the state diagram in the browser');

let browser: Browser;
const server = sharedServer();
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => browser.close());
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

describe.skipIf(missing !== undefined)('the kernel’s numbers and states', () => {
  test('the state diagram follows the whole lesson, and each transition leads back to its moment', async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    await driver.nextUntil(/explanation/);
    await page.keyboard.press('m');
    const sheet = page.getByRole('dialog', { name: 'TCP states of both ends' });
    const client = sheet.getByRole('region', { name: 'Client’s path' }).getByRole('button');
    await client.first().waitFor();
    expect(await client.allInnerTexts()).toEqual([
      expect.stringMatching(/CLOSED → SYN_SENT[^]*connect\(\) in line 2/),
      expect.stringMatching(/SYN_SENT → ESTABLISHED[^]*SYN, ACK arrived/),
      expect.stringMatching(/ESTABLISHED → FIN_WAIT1[^]*close\(\) in line 6/),
      expect.stringMatching(/FIN_WAIT1 → \(?FIN_WAIT2[^]*ACK arrived/),
      expect.stringMatching(/FIN_WAIT2 → TIME_WAIT[^]*FIN, ACK arrived/),
    ]);
    const timeWait = sheet.locator('[data-place="TIME_WAIT"]');
    expect(await timeWait.getAttribute('data-present')).toBe('client');
    await sheet
      .getByRole('timer')
      .getByText(/TIME_WAIT ends in \d/)
      .waitFor();

    await client.nth(1).click();
    await sheet.locator('[data-place="ESTABLISHED"][data-present~="client"]').waitFor();
    const { cursor, head } = await driver.position();
    expect(cursor).toBeLessThan(head);
    await page.keyboard.press('ArrowRight');
    await eventually(async () => (await driver.position()).cursor > cursor);
    expect(driver.complaints).toEqual([]);
  });

  test('a socket shows its kernel’s numbers, by ss’s names, and what the event shown changed', async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    await driver.nextUntil(/line 3: send/);
    await driver.next();
    await page.locator('[data-part="dock"] input[type="range"]').focus();
    const inspector = page.locator('[data-part="inspector"]');
    await page.keyboard.press('i');
    await inspector.locator('[data-fact="sndCwnd"]').getByText('10 segments').waitFor();
    expect(await inspector.locator('[data-fact="sndCwnd"] code').innerText()).toBe('cwnd');
    expect(await inspector.locator('[data-fact="timer"]').innerText()).toMatch(/retransmission, .* left/);
    expect(await inspector.locator('[data-fact="wqueue"]').innerText()).toMatch(/7 B[^]*7 B ✓ agrees/);
    // Back to the reading that the send brought: the send queue had been empty.
    const changed = inspector.locator('[data-fact="wqueue"][data-changed]');
    for (let i = 0; i < 12 && (await changed.count()) === 0; i += 1) await page.keyboard.press('ArrowLeft');
    expect(await changed.innerText()).toMatch(/7 B[^]*was 0 B/);

    await driver.column('Client').getByRole('button', { name: 'ESTABLISHED' }).click();
    await page.getByRole('dialog', { name: 'TCP states of both ends' }).waitFor();
    expect(driver.complaints).toEqual([]);
  });
});
