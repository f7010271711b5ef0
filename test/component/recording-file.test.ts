import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecording, writeRecording } from '../../shared/log/recording.ts';
import { hostileRecordings } from '../support/hostile-recordings.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const READING = '[data-part="reading"]';
const MODE = '[data-part="mode"]';

const shipped = readFileSync(new URL('../../client/public/recordings/L10.ndjson', import.meta.url), 'utf8');

async function hand(page: Page, text: string): Promise<void> {
  await page.locator('[data-part="menu"]').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a recording…' }).click();
  await (
    await chooser
  ).setFiles({ name: 'given.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(text) });
}

/** A long run of the recorded L10, with lines that a program printed after it. */
function long(lines: number): string {
  const { header, events } = readRecording(shipped);
  const { seq, at } = events.at(-1)!;
  const printed = Array.from({ length: lines }, (_, i) => ({
    type: 'output' as const,
    source: 'program' as const,
    program: 'client',
    thread: 'client/main',
    text: `line ${i}`,
    seq: seq + i + 1,
    at: at + i + 1,
  }));
  return writeRecording({ header, events: [...events, ...printed] });
}

describe('a recording that somebody hands to the page', () => {
  test('opens at its start, however long it is', async () => {
    const driver = await pages.page(new RecordedLab('L5'));
    await driver.ready();
    const text = long(20_000);
    await hand(driver.page, text);
    await driver.page.locator(`${MODE}[data-mode="recording"]`).waitFor();
    await expect.poll(async () => (await driver.position()).head).toBe(text.trimEnd().split('\n').length - 1);
    await driver.page.locator(READING).waitFor({ state: 'detached' });
    expect((await driver.position()).cursor).toBeLessThan(100);
    await driver.page.keyboard.press('End');
    await driver.page.getByText('line 19999').first().waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test.each(hostileRecordings(5000))(
    'is refused if it leads to more at once than the page can show: %s',
    async (_what, text) => {
      const driver = await pages.page(new RecordedLab('L1'));
      const { page } = driver;
      await driver.ready();
      const before = await driver.position();
      await hand(page, text);
      await page.getByText(/^By line \d+ this recording has more at once than the page can show/).waitFor();
      // Nothing of it is on the page, which goes on as before.
      expect(await page.locator(MODE).getAttribute('data-mode')).toBe('live');
      expect(await driver.position()).toEqual(before);
      await driver.next();
      expect((await driver.position()).head).toBeGreaterThan(before.head);
      expect(driver.complaints).toEqual([]);
      await page.close();
    },
  );

  test('shows how far it is, and can be left before it has taken the place of what was there', async () => {
    const driver = await pages.page(new RecordedLab('L5'));
    const { page } = driver;
    await driver.ready();
    const before = await driver.position();
    // Its reader never comes, so that it stays at its beginning.
    await page.route('**/reading-worker*', () => {});
    await hand(page, shipped);
    await page.locator(READING).getByText('Opening the recording: 0%').waitFor();
    await page.locator(READING).getByRole('button', { name: 'Cancel' }).click();
    await page.locator(READING).waitFor({ state: 'detached' });
    expect(await page.locator(MODE).getAttribute('data-mode')).toBe('live');
    expect(await driver.position()).toEqual(before);
    await page.unroute('**/reading-worker*');
    await hand(page, shipped);
    await page.locator(`${MODE}[data-mode="recording"]`).waitFor();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('cannot be read without its reader, and the page says so', async () => {
    const driver = await pages.page(new RecordedLab('L5'));
    const { page } = driver;
    await driver.ready();
    await page.route('**/reading-worker*', (route) => route.abort());
    await hand(page, shipped);
    await page.getByText(/could not start the part that reads recordings/).waitFor();
    expect(await page.locator(MODE).getAttribute('data-mode')).toBe('live');
    await page.close();
  });
});
