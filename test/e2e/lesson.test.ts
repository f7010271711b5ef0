import { afterAll, expect, test } from 'vitest';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { lacks } from '../support/machine.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'L1 on two hosts in the browser');

afterAll(async () => closePages(await sharedBrowser()));

test.skipIf(missing !== undefined)(
  'L1 is stepped from its first line to its last by the primary button alone',
  async () => {
    const driver = await PageDriver.open(await sharedBrowser(), sharedServer().address, { language: 'zh' });
    const pressed = await driver.nextUntil(/解释/);
    // The question, runs of several lines and four lines one by one are nine presses. The wire is also held and let
    // go, and segments are handed over.
    expect(pressed.length).toBeGreaterThanOrEqual(14);
    const stage = await driver.stage();
    expect(stage).toContain('received: nihaoma');
    expect(stage).toContain('客户端你的数据我收到了');
    expect(await driver.page.getAttribute('html', 'lang')).toMatch('zh');
    expect(driver.complaints).toEqual([]);
  },
);
