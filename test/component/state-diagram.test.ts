import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

describe('the state diagram', () => {
  test('the state diagram follows the whole lesson, and each transition leads back to its moment', async () => {
    const driver = await pages.page(moments.end('L1'));
    const { page } = driver;
    await driver.ready();
    await page.keyboard.press('m');
    const sheet = page.getByRole('dialog', { name: 'TCP states of both ends' });
    const client = sheet.getByRole('region', { name: 'Client’s path' }).getByRole('button');
    await client.first().waitFor();
    expect(await client.allInnerTexts()).toEqual([
      expect.stringMatching(/CLOSED → SYN_SENT[^]*connect\(\) at line 2/),
      expect.stringMatching(/SYN_SENT → ESTABLISHED[^]*SYN\+ACK arrived/),
      expect.stringMatching(/ESTABLISHED → FIN_WAIT1[^]*close\(\) at line 6/),
      expect.stringMatching(/FIN_WAIT1 → \(?FIN_WAIT2[^]*ACK arrived/),
      expect.stringMatching(/FIN_WAIT2 → TIME_WAIT[^]*FIN\+ACK arrived/),
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
    await expect.poll(async () => (await driver.position()).cursor > cursor).toBe(true);
    expect(driver.complaints).toEqual([]);
  });
});
