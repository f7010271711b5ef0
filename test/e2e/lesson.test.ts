import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { lacks } from '../support/machine.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = {
  auto: lacks('two-hosts', 'L1 on two hosts in the browser'),
  loopback: lacks('private-loopback', 'L1 on loopback in the browser'),
};

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

/** The primary button leads there once the lesson is over. */
const OVER = { en: /explanation/, zh: /解释/ };

/* No network asks for the language, so that each of the two is stepped through on one of them. */
describe.each([
  ['auto', 'en'],
  ['loopback', 'zh'],
] as const)('L1 on %s, in %s', (network, language) => {
  test.skipIf(missing[network] !== undefined)(
    'is stepped from its first line to its last by the primary button alone',
    async () => {
      const driver = await PageDriver.open(browser, sharedServer(network).address, { language });
      const pressed = await driver.nextUntil(OVER[language]);
      // The question, runs of several lines and four lines one by one are nine presses. A wire of ours is also held
      // and let go, and segments are handed over.
      expect(pressed.length).toBeGreaterThanOrEqual(network === 'auto' ? 14 : 9);
      const stage = await driver.stage();
      expect(stage).toContain('received: nihaoma');
      expect(stage).toContain('客户端你的数据我收到了');
      expect(await driver.page.getAttribute('html', 'lang')).toMatch(language);
      expect(driver.complaints).toEqual([]);
    },
  );
});
