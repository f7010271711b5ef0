import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, PageDriver } from '../support/page-driver.ts';
import { ServerProcess } from '../support/server-process.ts';
import { whyNoTwoHosts } from '../support/in-namespace.ts';

const missing = await whyNoTwoHosts();
if (missing !== undefined) console.warn(`Skipped: lessons in the browser (${missing})`);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Where the primary button leads once the lesson is over. */
const OVER = { en: /explanation/, zh: /解释/ };

describe.skipIf(missing !== undefined).each([
  ['two-hosts', 'en'],
  ['two-hosts', 'zh'],
  ['loopback', 'en'],
  ['loopback', 'zh'],
] as const)('L1 on %s, in %s', (network, language) => {
  test('is stepped from its first line to its last by the primary button alone', async () => {
    const server = await ServerProcess.serving(['--port', '0', '--network', network]);
    try {
      const driver = await PageDriver.open(browser, server.address, { language });
      const pressed = await driver.nextUntil(OVER[language]);
      // 17 lines; with a wire of ours at least nine segments beside them.
      expect(pressed.length).toBeGreaterThanOrEqual(network === 'two-hosts' ? 26 : 17);
      const stage = await driver.stage();
      expect(stage).toContain('received: nihaoma');
      expect(stage).toContain('客户端你的数据我收到了');
      expect(await driver.page.getAttribute('html', 'lang')).toMatch(language);
      expect(driver.complaints).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
