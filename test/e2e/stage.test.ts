import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
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
afterAll(() => browser.close());
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

describe.skipIf(missing !== undefined)('the stage', () => {
  test('a held segment: send() has returned, the bytes stay; delivered, recv wakes', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.nextUntil(/line 3: send/);
    // The server goes ahead and falls asleep in recv.
    await driver
      .column('Server')
      .getByRole('button', { name: /Run until it blocks/ })
      .click();
    await driver
      .column('Server')
      .getByRole('button', { name: /blocked recv/ })
      .waitFor();
    await driver.next();
    await driver
      .column('Client')
      .getByRole('listitem', { name: /s\.send/ })
      .getByText('7', { exact: true })
      .waitFor();
    expect(await driver.buffer('Client', 'Send').getAttribute('aria-label')).toMatch(/7/);
    expect(await driver.buffer('Server', 'Receive').getAttribute('aria-label')).toMatch(/0 B/);
    expect(await driver.chips.count()).toBe(1);
    await driver.page.keyboard.press('d');
    await driver
      .column('Server')
      .getByRole('listitem', { name: /data = conn\.recv/ })
      .getByText('7 B')
      .waitFor();
    await driver.page.keyboard.press('End');
    expect(await driver.buffer('Client', 'Send').getAttribute('aria-label')).toMatch(/7/);
  });

  test('a dropped segment leaves a lost place that waits for the kernel’s copy', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.nextUntil(/line 3: send/);
    await driver.next();
    await driver.page.keyboard.press('x');
    await driver.page
      .getByRole('region', { name: 'Wire' })
      .getByText(/lost|dropped/i)
      .first()
      .waitFor();
    expect(await driver.buffer('Client', 'Send').getAttribute('aria-label')).toMatch(/7/);
  });

  test('scrubbing back and forth gives the same picture as live, at each moment', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.page.emulateMedia({ reducedMotion: 'reduce' });
    const live = new Map<number, string>();
    for (let i = 0; i < 14; i += 1) {
      await driver.next();
      const { cursor, picture } = await driver.moment(({ cursor: at, head }) => at === head);
      live.set(cursor, picture);
    }
    for (const [seq, picture] of [...live].toReversed()) {
      await driver.page.locator('[data-part="dock"] input[type="range"]').fill(String(seq));
      expect((await driver.position()).cursor).toBe(seq);
      expect(withoutLive(await driver.stage()), `event ${seq}`).toBe(withoutLive(picture));
    }
    await driver.page.keyboard.press('End');
    expect(await driver.page.locator('[data-part="mode"]').getAttribute('data-mode')).toBe('live');
  });

  test('a reload comes back to the same room, still in control, with the whole log', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.nextUntil(/line 2: connect/);
    const { head } = await driver.position();
    const url = driver.page.url();
    await driver.page.reload();
    await driver.ready();
    expect(driver.page.url()).toBe(url);
    expect((await driver.position()).head).toBeGreaterThanOrEqual(head);
    expect(await driver.primary()).toMatch(/line 2: connect/);
    await driver.next();
  });

  test('a second viewer sees the same and can operate nothing', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.nextUntil(/Deliver SYN$|Deliver SYN\b/);
    const viewer = await PageDriver.open(browser, driver.page.url());
    await eventually(async () => (await viewer.position()).head >= (await driver.position()).head - 1);
    await viewer.page.keyboard.press('End');
    await driver.page.keyboard.press('End');
    await eventually(async () => (await programs(viewer)) === (await programs(driver)));
    expect(await viewer.page.locator('[data-part="primary"]:visible').getAttribute('aria-disabled')).toBe(
      'true',
    );
    const { head } = await driver.position();
    await viewer.page.keyboard.press('d');
    await viewer.page.keyboard.press('s');
    expect((await driver.position()).head - head).toBeLessThan(6);
    await viewer.page.context().close();
  });

  test('a second tab of one’s own says why it only watches, and leads to a lab of its own', async () => {
    const driver = await PageDriver.open(browser, `${server.address}?lesson=L3`);
    await driver.ready();
    const second = new PageDriver(await driver.page.context().newPage());
    const { page } = second;
    await page.goto(driver.page.url());
    const why = /only the tab that opened this room .* The menu opens a lab of your own/;
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
    await page.context().close();
  });

  test('a literal edited in the listing is what runs; a bad one is refused with its bounds', async () => {
    const driver = await PageDriver.open(browser, server.address);
    await driver.ready();
    await driver
      .column('Client')
      .getByRole('button', { name: /message text/ })
      .click();
    await driver.page.keyboard.press('ControlOrMeta+a');
    await driver.page.keyboard.insertText('你好');
    await driver.page.keyboard.press('Enter');
    await driver.column('Client').getByRole('listitem', { name: "s.send('你好'.encode())" }).waitFor();
    await driver
      .column('Client')
      .getByRole('button', { name: /most bytes recv/ })
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
    const driver = await PageDriver.open(browser, server.address);
    await driver.nextUntil(/line 2: connect/);
    const { page } = driver;
    const wire = page.getByRole('region', { name: 'Wire' });
    await wire.getByText('Auto', { exact: true }).click();
    await wire.getByRole('radio', { name: 'Auto' }).and(page.locator(':checked')).waitFor();
    await page.keyboard.press('End');
    const { cursor } = await driver.position();
    await page.keyboard.press('ArrowLeft');
    expect((await driver.position()).cursor).toBeLessThan(cursor);
    expect(await wire.getByRole('radio', { name: 'Auto' }).isChecked()).toBe(true);
    // In the past a step says why nothing happens; Space comes back, and twice runs nothing.
    await page.keyboard.press('c');
    await page.getByText('You are looking at the past').first().waitFor();
    await page.keyboard.press('Space');
    const { head } = await driver.position();
    await page.keyboard.press('Space');
    await page.waitForTimeout(300);
    expect((await driver.position()).head).toBe(head);
    expect(await page.locator('[data-part="mode"]').getAttribute('data-mode')).toBe('live');
  });

  test('when the lab host is killed the log stays, and a new lab is one press away', async () => {
    // A server of its own: every lab of it dies.
    const own = await ServerProcess.serving();
    onTestFinished(async () => void (await own.stop()));
    const driver = await PageDriver.open(browser, own.address);
    await driver.nextUntil(/line 3: send/);
    const { head } = await driver.position();
    process.kill(own.labHostPid!, 'SIGKILL');
    await driver.page.locator('[data-part="lab-ended"]').waitFor();
    expect((await driver.position()).head).toBeGreaterThanOrEqual(head);
    await driver.ready();
    expect(await driver.primary()).toMatch(/new lab/i);
    await driver.page.locator('[data-part="primary"]:visible').click();
    await driver.page.getByText('Run server line 1').first().waitFor();
    await driver.next();
  });

  test('the shipped recording plays to the same end without a lab', async () => {
    const driver = await PageDriver.open(browser, sharedServer('replay').address);
    await driver.page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    await driver.page.keyboard.press('End');
    expect(await driver.stage()).toContain('received: nihaoma');
    expect(driver.complaints).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)('for everybody', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  test.each([
    ['light', { width: 1280, height: 720 }],
    ['dark', { width: 1280, height: 720 }],
    ['light', { width: 390, height: 844 }],
    ['dark', { width: 390, height: 844 }],
  ] as const)('axe finds nothing: %s, %o', async (colorScheme, viewport) => {
    const driver = await PageDriver.open(browser, server.address, { colorScheme, viewport, bypassCSP: true });
    await driver.ready();
    for (let i = 0; i < 9; i += 1) await pressPrimary(driver);
    await driver.page.evaluate(axe);
    expect(await violations(driver)).toEqual([]);
  });

  test('axe finds nothing in what opens over the page', async () => {
    const driver = await PageDriver.open(browser, server.address, { bypassCSP: true });
    await driver.ready();
    for (let i = 0; i < 9; i += 1) await pressPrimary(driver);
    await driver.page.evaluate(axe);
    const { page } = driver;
    const opened: readonly (readonly [name: string, open: () => Promise<void>, shown: string])[] = [
      ['help', () => page.keyboard.press('?'), 'dialog[open]'],
      ['state diagram', () => page.keyboard.press('m'), 'dialog[open]'],
      ['inspector', () => page.keyboard.press('i'), '[aria-label="Inspector"]'],
      ['network', () => page.locator('[popovertarget="grade"]').click(), '#grade h2'],
      ['menu', () => page.locator('[data-part="menu"]').click(), '#lab-menu h2'],
      ['settings', () => page.getByRole('button', { name: 'Settings', exact: true }).click(), 'dialog[open]'],
    ];
    for (const [name, open, shown] of opened) {
      await open();
      await expect.poll(() => page.locator(shown).first().isVisible(), { message: name }).toBe(true);
      expect(await violations(driver, shown.replace(' h2', '')), name).toEqual([]);
      // The settings are reached through the menu.
      if (name !== 'menu') await page.keyboard.press('Escape');
    }
  });

  test.each([
    [1280, 720],
    [1440, 900],
    [390, 844],
  ])('nothing scrolls sideways, nothing falls off the page at %i × %i', async (width, height) => {
    for (const language of ['en', 'zh'] as const) {
      const driver = await PageDriver.open(browser, server.address, {
        viewport: { width, height },
        language,
      });
      await driver.ready();
      for (let i = 0; i < 8; i += 1) await pressPrimary(driver);
      const { across, down } = await driver.page.evaluate(() => {
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
        return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
      });
      expect(across).toBeLessThanOrEqual(0);
      if (width > 600) expect(down).toBeLessThanOrEqual(0);
      await driver.page.context().close();
    }
  });
});

async function violations(driver: PageDriver, within = 'html'): Promise<string[]> {
  return driver.page.evaluate(async (selector) => {
    const { axe: tool } = window as unknown as {
      axe: { run: (context: string) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await tool.run(selector)).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
  }, within);
}

async function pressPrimary(driver: PageDriver): Promise<void> {
  await driver.ready();
  const before = await driver.primary();
  await driver.page.locator('[data-part="primary"]:visible').click();
  if (await driver.skipsQuestion(before)) return;
  await eventually(async () => (await driver.primary()) !== before);
  await driver.page.keyboard.press('End');
}

/** Both programs' listings and threads, as this page shows them. */
async function programs(driver: PageDriver): Promise<string> {
  const text = await Promise.all(
    (['Client', 'Server'] as const).map((name) => driver.column(name).getByRole('list').first().innerText()),
  );
  return text.join('\n');
}

/** In the past the wire says why it cannot be touched: the one line that must differ. */
function withoutLive(stage: string): string {
  return stage.replaceAll(/ – You are looking at the past\..*$/gm, '');
}
