import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePages } from '../../support/devices.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../../support/shared-page.ts';

const server = sharedServer('loopback');
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

test('[CLASS9] [CLASS3] a teacher goes on on another device, and comes back: the one leads, the other goes along and is asked', async () => {
  const laptop = await PageDriver.open(browser, server.address);
  await laptop.ready();
  await laptop.beginClass();
  await laptop.page.getByRole('button', { name: 'Go on on another device…' }).click();
  await laptop.page.getByRole('button', { name: 'Show the link' }).click();
  const link = await laptop.page.locator('[data-part="own-link"] code').innerText();
  await laptop.page.keyboard.press('Escape');
  const [, code, secret] = /#\/class\/(\w+)\/(.+)$/.exec(link)!;
  const follower = await PageDriver.open(browser, `${server.address}#/class/${code}`);
  await follower.page.getByText(`Following ${code}`).waitFor();

  const tablet = await PageDriver.open(browser, link, { viewport: { width: 1024, height: 768 } });
  const badge = tablet.page.locator('[data-part="class-badge"]');
  await badge.getByText('1').waitFor();
  // The secret does not stay in the address.
  await expect.poll(() => tablet.page.url()).toMatch(/#\/room\/[\w-]+$/);
  expect(tablet.page.url()).not.toContain(secret);
  const line = laptop.page.locator('[data-part="class-line"]');
  await line.getByText(`Another tab or device presents class ${code} now.`).waitFor();
  await expect.poll(() => laptop.primary()).toBe('Watching');
  await tablet.ready();
  await tablet.next();
  const heads = (): Promise<number[]> =>
    Promise.all([tablet, laptop, follower].map(async (one) => (await one.position()).head));
  await expect.poll(async () => new Set(await heads()).size).toBe(1);

  // A reload keeps either in its part.
  await Promise.all([tablet.page.reload(), laptop.page.reload()]);
  await badge.getByText('1').waitFor();
  await tablet.ready();
  await line.getByText(`Another tab or device presents class ${code} now.`).waitFor();
  await expect.poll(() => laptop.primary()).toBe('Watching');
  // In either direction the one that watches goes along to another lesson, and presents there when it is pressed.
  const taught = async (presents: PageDriver, watches: PageDriver, lesson: string): Promise<void> => {
    await presents.page.goto(new URL(`?lesson=${lesson}&lang=en`, server.address).href);
    await presents.ready();
    const at = (one: PageDriver) => one.page.locator('[data-part="lesson"]', { hasText: `${lesson} ·` });
    for (const one of [presents, watches, follower]) await at(one).waitFor();
    await watches.page.getByRole('button', { name: 'Present here' }).click();
    await watches.ready();
    await at(watches).waitFor();
    await presents.page.getByText(`Another tab or device presents class ${code} now.`).waitFor();
    await expect.poll(() => presents.primary()).toBe('Watching');
    await watches.page.locator('[data-part="class-badge"]').getByText('1').waitFor();
    await watches.next();
    await expect.poll(async () => (await follower.position()).head).toBe((await watches.position()).head);
  };
  await taught(tablet, laptop, 'L2');
  await taught(laptop, tablet, 'L3');
  await follower.page.getByText(`Following ${code}`).waitFor();
  expect([laptop, tablet, follower].flatMap(({ complaints }) => complaints)).toEqual([]);
});
