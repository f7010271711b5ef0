import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePages } from '../support/devices.ts';
import { lacks } from '../support/machine.ts';
import { PageDriver } from '../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'a press on the first frame');

/**
 * The page is loaded this often for each way to press. FIRST_PRESS_LOADS=20 looks for presses that are lost
 * now and then.
 */
const LOADS = Number(process.env['FIRST_PRESS_LOADS'] ?? 1);

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

/** Runs in the page before anything of it. Presses once, as soon as the button stands under a label. */
function pressAtOnce({ press, label }: { press: string; label: string }): void {
  const wanted = new RegExp(label);
  const seen = new MutationObserver(() => {
    const button = document.querySelector<HTMLElement>('[data-part="primary"]');
    if (button === null || !wanted.test(button.innerText)) return;
    seen.disconnect();
    if (press === 'click') button.click();
    else dispatchEvent(new KeyboardEvent('keydown', { key: press, bubbles: true }));
  });
  seen.observe(document, { childList: true, subtree: true, characterData: true });
}

describe.skipIf(missing !== undefined)('a press on the first frame', () => {
  describe.each([
    ['under which the button says what it does', 'server line 1'],
    ['on which the button stands once the lab is there', 'Loading|server line 1'],
  ])('%s', (_, label) => {
    test.each([' ', 's', 'click'])(
      'is done, once (%j)',
      { timeout: 60_000 + LOADS * 5000 },
      async (press) => {
        const lost: string[] = [];
        for (let load = 0; load < LOADS; load += 1) {
          const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
          await context.addInitScript(pressAtOnce, { press, label });
          const page = await context.newPage();
          const driver = new PageDriver(page);
          await page.goto(new URL('?lesson=L26&lang=en', server.address).href);
          await page
            .locator('[data-part="primary"]', { hasText: /server line [^1]/ })
            .waitFor({ timeout: 5000 })
            .catch(() => lost.push(`load ${load}`));
          await driver.settled();
          const reached = await driver.primary();
          if (!reached.includes('server line 2')) lost.push(`load ${load}: ${reached}`);
          expect(driver.complaints).toEqual([]);
          await context.close();
        }
        expect(lost).toEqual([]);
      },
    );
  });
});
