import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaptureOfLog } from '../../shared/model/capture-of-log.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { axeViolations } from '../support/axe.ts';
import { closePages } from '../support/devices.ts';
import { lacks, runFolder } from '../support/machine.ts';
import { contentOf } from '../support/download.ts';
import { PageDriver } from '../support/page-driver.ts';
import { RoomClient } from '../support/room-client.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'runs at full speed in the browser');
const noTshark = lacks('tshark', 'the page’s pcapng read by tshark');

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

const mode = (driver: PageDriver): Promise<string | null> =>
  driver.page.locator('[data-part="mode"]').getAttribute('data-mode');

async function atFullSpeed(): Promise<PageDriver> {
  const driver = await PageDriver.open(browser, server.address);
  driver.page.setDefaultTimeout(20_000);
  await driver.ready();
  await driver.page.keyboard.press('f');
  // The page says so once all its parts are drawn.
  await driver.page.getByText('slowly enough to watch').waitFor();
  return driver;
}

describe.skipIf(missing !== undefined)('a run at full speed', () => {
  test('is recorded whole, then shown from its beginning with the slow-down printed; End goes back', async () => {
    const driver = await atFullSpeed();
    const { cursor, head } = await driver.position();
    expect(cursor).toBeLessThan(head);
    await driver.page
      .getByText(/slower/)
      .first()
      .waitFor();
    await driver.page.keyboard.press('ArrowRight');
    await driver.page.getByText('run at full speed').waitFor();
    await driver.page.keyboard.press('End');
    expect(await mode(driver)).toBe('live');
    expect(await driver.stage()).toContain('received: nihaoma');
    // In true time the same log is shown, and the page says the scale.
    await driver.page.keyboard.press('r');
    await driver.page.keyboard.press('Home');
    expect(await mode(driver)).toBe('past');
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('of 12 MB makes no more elements than the page shows, however many bytes a buffer holds', async () => {
    const driver = await PageDriver.open(browser, server.address);
    const { page } = driver;
    await driver.ready();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: /12 million bytes/ }).click();
    // The old lab can be stepped until the new one is there.
    await page.locator('[data-line]', { hasText: '1000000' }).waitFor();
    await driver.ready();
    const made = await page.evaluateHandle(() => {
      const elements = { count: 0 };
      const create = document.createElement.bind(document);
      document.createElement = (...asked: Parameters<typeof create>) => {
        elements.count += 1;
        return create(...asked);
      };
      return elements;
    });
    await page.keyboard.press('f');
    await page.getByText('from the first bytes on').waitFor({ timeout: 60_000 });
    expect(await driver.column('Client').innerText()).toContain('ESTABLISHED');
    // A buffer with a cell for each of its bytes has several millions; all jumps together make some hundreds.
    expect(await made.evaluate(({ count }) => count)).toBeLessThan(20_000);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('its pcapng from the page is the log’s, byte for byte', async () => {
    const driver = await atFullSpeed();
    const room = new URL(driver.page.url()).hash.split('/').at(-1) ?? '';
    const viewer = await RoomClient.enter(server.address, { room });
    await viewer.until(() => viewer.timeline.head > 100 && viewer.state.atRest);
    await driver.page.keyboard.press('End');
    const download = driver.page.waitForEvent('download');
    await driver.page.getByRole('button', { name: 'Menu' }).click();
    await driver.page.getByRole('button', { name: /pcapng/ }).click();
    const content = await contentOf(await download);
    const timeline = new Timeline();
    const capture = new CaptureOfLog();
    for (const event of viewer.timeline.events) {
      timeline.append([event]);
      capture.see(event, timeline.state);
    }
    const own = capture.file('Socketscope', timeline.state.lab?.kernel ?? '');
    expect(Buffer.compare(content, Buffer.from(own))).toBe(0);
    if (noTshark === undefined) {
      const file = join(runFolder(), 'page.pcapng');
      writeFileSync(file, content);
      const read = (...words: string[]): string =>
        execFileSync('tshark', ['-r', file, ...words], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
      const sent = viewer.timeline.events.filter(({ type }) => type === 'segment-sent').length;
      expect(read('-Y', 'tcp').trim().split('\n')).toHaveLength(sent);
      expect(read('-Y', '_ws.malformed')).toBe('');
      expect(read('-T', 'fields', '-e', 'frame.comment')).toContain('send() at client/main line 3');
      expect(read('-T', 'fields', '-e', 'frame.interface_name')).toMatch(/client-eth0[\s\S]*server-eth0/);
    }
    await viewer.leave();
    await driver.page.close();
  });

  test('its plots zoom, move, and lead to moments; axe finds nothing in them', async () => {
    const driver = await atFullSpeed();
    const { page } = driver;
    await page.keyboard.press('End');
    await page.keyboard.press('p');
    const plots = page.locator('[data-part="plots"]');
    await plots.waitFor();
    const graph = plots.locator('[data-part="plot-sequence"] svg').last();
    await graph.locator('path[data-mark="data"]').waitFor({ state: 'attached' });
    const box = (await graph.boundingBox())!;
    const before = await driver.position();
    await page.mouse.click(box.x + box.width / 2, box.y + 60);
    const middle = await driver.position();
    expect(middle.cursor).toBeLessThan(before.cursor);
    expect(middle.cursor).toBeGreaterThan(before.head / 4);

    const labels = (): Promise<string> =>
      plots.locator('[data-part="plot-sequence"] text').allTextContents().then(String);
    const whole = await labels();
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await page.mouse.wheel(0, -400);
    await expect.poll(labels).not.toBe(whole);
    const zoomed = await labels();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(labels).not.toBe(zoomed);
    await page.keyboard.press('0');
    await expect.poll(labels).toBe(whole);
    await page.getByLabel('Horizontal axis').selectOption('time');
    await expect.poll(labels).not.toBe(whole);

    expect(await axeViolations(page, 'dialog')).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});
