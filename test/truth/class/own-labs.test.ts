import type { Browser, Page } from 'playwright';
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

const line = ({ page }: PageDriver) => page.locator('[data-part="class-line"]');
const PHONE = { language: 'zh', viewport: { width: 390, height: 844 } };

/** Edits the port to which a client connects, so that nobody listens there. */
async function connectElsewhere(driver: PageDriver): Promise<void> {
  await driver.column('Client').getByRole('button', { name: /port/ }).first().click();
  await driver.page.keyboard.press('ControlOrMeta+a');
  await driver.page.keyboard.insertText('9');
  await driver.page.keyboard.press('Enter');
  await driver.column('Client').getByText(', 9)').waitFor();
}

test('[OWN1] [OWN2] [OWN6] [OWN7] now you: three devices each step their own lab, one gets stuck, one is done, one is shown when it agrees, and all come back', async () => {
  const presenter = await PageDriver.open(browser, `${server.address}?lesson=L3`);
  await presenter.ready();
  const code = await presenter.beginClass();
  await presenter.page.keyboard.press('Escape');
  await presenter.next();

  const link = `${server.address}#/class/${code}`;
  const [phone, laptop, third] = await Promise.all([
    PageDriver.open(browser, link, PHONE),
    PageDriver.open(browser, link),
    PageDriver.open(browser, link),
  ]);
  const badge = presenter.page.locator('[data-part="class-badge"]');
  await badge.filter({ hasText: '3' }).waitFor();
  await badge.click();
  const [view] = await Promise.all([
    presenter.page.waitForEvent('popup'),
    presenter.page.getByRole('button', { name: 'Presenter view' }).click(),
  ]);
  const own = view.locator('[data-part="own"]');
  await own.getByText('3 devices follow').waitFor();
  await own.getByRole('button', { name: 'Give them their labs' }).click();

  await line(phone)
    .getByText(/这是你自己的实验 \d/)
    .waitFor();
  for (const one of [laptop, third])
    await line(one)
      .getByText(/Your own lab, number \d/)
      .waitFor();
  const labOf = async (one: PageDriver): Promise<number> =>
    Number(/\d/.exec(await line(one).innerText())?.[0]);
  const [done, stuck] = [await labOf(laptop), await labOf(third)];
  const row = (lab: number) => own.locator(`li[data-lab="${lab}"]`);

  // Each begins at the beginning, also where the presenter has gone on, and goes at their own pace.
  await phone.ready();
  await phone.page.locator('[data-part="primary"]:visible').click();
  await expect.poll(() => phone.primary()).toMatch(/第 2 行/);
  await connectElsewhere(third);
  await third.nextUntil(/Set it back/);
  await row(stuck).getByText('stuck: ConnectionRefusedError').waitFor();
  await laptop.nextUntil(/Why\? The explanation/);
  await row(done).getByText('done', { exact: true }).waitFor();
  // The end of the lesson does not lead out of the class.
  await laptop.page.locator('[data-part="primary"]:visible').click();
  await laptop.page.locator('[data-part="guide"]').waitFor();
  await laptop.page.keyboard.press('Escape');
  expect(await laptop.primary()).not.toMatch(/Next lesson/);
  await own.getByText('1 stuck · 1 at work · 1 done').waitFor();
  expect((await presenter.position()).head).toBeLessThan((await laptop.position()).head);

  // The presenter looks into the one that is stuck, and operates nothing there.
  const [look] = await Promise.all([
    view.waitForEvent('popup'),
    row(stuck).getByRole('link', { name: 'Look into it' }).click(),
  ]);
  await look.getByText('ConnectionRefusedError').first().waitFor();
  await look.getByText('Read-only').waitFor();
  await line(third).getByText('Somebody watches it.').waitFor();
  await look.close();

  // It is shown on the projector once its people agree, until they do no more.
  await row(stuck).getByRole('button', { name: 'Project…' }).click();
  await line(third).getByRole('button', { name: 'Yes' }).click();
  await line(presenter).getByText(`Lab ${stuck} is on the projector.`).waitFor();
  await presenter.page.getByText('ConnectionRefusedError').first().waitFor();
  const shownAs = async (page: Page): Promise<string> =>
    page.getByRole('article', { name: 'Client' }).getByRole('list').first().innerText();
  expect(await shownAs(presenter.page)).toBe(await shownAs(third.page));
  await presenter.page.reload();
  await line(presenter).getByText(`Lab ${stuck} is on the projector.`).waitFor();
  await line(third).getByRole('button', { name: 'Show it no more' }).click();
  await line(presenter).getByText(`Lab ${stuck} is not to be on the projector.`).waitFor();
  await presenter.ready();

  // A reload, and a tab that is closed and opened again, lead back into one's own lab.
  const before = await phone.page.locator('[data-part="class-line"]').innerText();
  await phone.page.reload();
  await expect.poll(() => line(phone).innerText()).toBe(before);

  await own.getByRole('button', { name: 'Bring all back' }).click();
  for (const one of [laptop, third]) await one.page.getByText(`Following ${code}`).waitFor();
  await line(phone).getByText(`你在跟随课堂 ${code}`).waitFor();
  // The runs of the labs that have ended can be saved, and put aside.
  for (const one of [laptop, third]) await line(one).getByRole('button', { name: 'Save it' }).waitFor();
  const { head } = await presenter.position();
  for (const one of [laptop, third]) await expect.poll(async () => (await one.position()).head).toBe(head);
  expect([presenter, phone, laptop, third].flatMap(({ complaints }) => complaints)).toEqual([]);
});
