import type { Browser, Locator } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolationsInThemes } from '../../support/axe.ts';
import { closePages } from '../../support/devices.ts';
import { lacks } from '../../support/machine.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../../support/shared-page.ts';

const missing = lacks('two-hosts', 'the wire in a follower’s hand');
const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

/** Begins a class in a lesson whose wire holds a segment before anything is asked. */
async function begun() {
  const presenter = await PageDriver.open(browser, `${server.address}?lesson=L19`, { bypassCSP: true });
  await presenter.ready();
  const code = await presenter.beginClass();
  await presenter.page.keyboard.press('Escape');
  const link = `${server.address}#/class/${code}`;
  const phone = await PageDriver.open(browser, link, {
    language: 'zh',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    bypassCSP: true,
  });
  const laptop = await PageDriver.open(browser, link);
  await presenter.page.locator('[data-part="class-badge"]', { hasText: '2' }).waitFor();
  return { presenter, phone, laptop };
}

const part = ({ page }: PageDriver, name: string): Locator => page.locator(`[data-part="${name}"]:visible`);

test.skipIf(missing)(
  '[HAND2] [HAND3] [HAND4] [HAND7] [CLASS11] a phone raises its hand, gets the wire and delivers a segment; a laptop in another language sees whose it is, presents, too, and looks no further than what was shown',
  async () => {
    const { presenter, phone, laptop } = await begun();
    await part(laptop, 'raise-hand').press('Enter');
    const upAs = await laptop.page.getByText('Your hand is up').innerText();
    const laptopName = /device \d+/.exec(upAs)![0];
    await part(phone, 'raise-hand').tap();
    await phone.page.getByRole('button', { name: '你的名字' }).tap();
    await part(phone, 'name-hand').locator('input').fill('李雷');
    expect(await axeViolationsInThemes(phone.page, '[data-part="name-hand"]')).toEqual([]);
    await part(phone, 'name-hand').getByRole('button').tap();

    await presenter.page.locator('[data-part="hands-badge"]', { hasText: '2' }).press('Enter');
    const sheet = part(presenter, 'hands-sheet');
    const rows = sheet.locator('ol li');
    const order = async (): Promise<(string | undefined)[]> =>
      (await rows.locator('bdi').allInnerTexts()).map((text) => /\(?\d+\)?$/.exec(text)?.[0]);
    await expect.poll(order).toEqual([expect.stringMatching(/^\d$/), expect.stringMatching(/^\(\d\)$/)]);
    expect(await axeViolationsInThemes(presenter.page, '[data-part="hands-sheet"]')).toEqual([]);
    await rows.filter({ hasText: '李雷' }).getByRole('button', { name: 'Wire' }).press('Enter');
    await sheet.getByRole('button', { name: 'Take back' }).waitFor();
    await presenter.page.keyboard.press('Escape');
    await phone.page.getByText('交给你操作：线路。').waitFor();
    await laptop.page.locator('[data-part="holder"]', { hasText: '李雷' }).waitFor();
    await presenter.page.locator('[data-part="holder"]', { hasText: '李雷' }).waitFor();

    // A segment comes onto the wire, which the laptop may not touch and the phone delivers.
    await presenter.nextUntil(/Deliver/);
    await laptop.chips.first().waitFor();
    await laptop.page.keyboard.press('d');
    await laptop.page.getByText(/The wire is in the hand of 李雷 \(\d\)/).waitFor();
    const held = (): Promise<string | null> =>
      presenter.page.locator('[data-chip]').first().getAttribute('data-chip');
    const before = await held();
    // While the picture tells what has happened, a press shows the rest of it.
    const scrubber = part(phone, 'scrubber');
    await expect
      .poll(async () => (await scrubber.inputValue()) === (await scrubber.getAttribute('max')))
      .toBe(true);
    await part(phone, 'primary').filter({ hasText: '递送' }).tap();
    await expect.poll(held).not.toBe(before);

    // A reload keeps it, and it is taken back at any moment.
    await phone.page.reload();
    await phone.page.getByText('交给你操作：线路。').waitFor();
    await part(presenter, 'hands-badge').click();
    await part(presenter, 'hands-sheet').getByRole('button', { name: 'Take back' }).click();
    await part(phone, 'raise-hand').waitFor();
    expect(await phone.page.locator('[data-part="holder"]').count()).toBe(0);

    // The laptop presents, too: it opens the next lesson for all, and follows again when the first presenter says so.
    const hands = part(presenter, 'hands-sheet');
    await hands.getByRole('button', { name: 'Choose a follower' }).click();
    await hands.locator('select').selectOption({ label: laptopName });
    await hands.getByRole('button', { name: 'Let them present, too' }).click();
    await hands.getByRole('button', { name: 'A follower again' }).waitFor();
    await presenter.page.keyboard.press('Escape');
    await laptop.page.getByText('The other presenter leads').waitFor();
    await laptop.page.goto(`${server.address}?lesson=L2&lang=en`);
    await laptop.ready();
    await presenter.page.getByText('The other presenter leads').waitFor();
    for (const { page } of [presenter, phone])
      await page.locator('[data-part="lesson"]', { hasText: /L2/ }).waitFor();
    await laptop.page.reload();
    await part(laptop, 'class-badge').waitFor();
    await presenter.page.getByRole('button', { name: 'Lead the class' }).click();
    await laptop.page.getByText('The other presenter leads').waitFor();
    await part(presenter, 'class-badge').click();
    await presenter.page.getByRole('button', { name: 'Hands…' }).click();
    await part(presenter, 'hands-sheet').getByRole('button', { name: 'A follower again' }).click();
    await laptop.page.getByText(/^Following/).waitFor();
    await laptop.page.reload();
    await laptop.page.getByText(/^Following/).waitFor();

    await presenter.page.keyboard.press('Escape');

    // Kept to what was shown, a follower sees no further than the presenter's picture of a run at full speed.
    await part(presenter, 'class-badge').click();
    await presenter.page.getByLabel('Followers see what you have shown').click();
    await presenter.page.keyboard.press('Escape');
    await phone.page.getByText('只能看到主讲人已展示过的内容').waitFor();
    await presenter.next();
    await presenter.page.keyboard.press('f');
    const behind = async (): Promise<number> => {
      const { cursor, head } = await presenter.position();
      return head - cursor;
    };
    const seen = async (): Promise<number> => Number(await part(phone, 'scrubber').getAttribute('max'));
    // The run is over, and is shown slowly from its beginning.
    await presenter.page.locator('[data-part="mode"][data-mode="past"]').waitFor();
    await expect.poll(behind).toBeGreaterThan(20);
    const { head } = await presenter.position();
    expect(await seen()).toBeLessThan(head);
    await presenter.page.keyboard.press('End');
    await expect.poll(async () => (await presenter.position()).head - (await seen())).toBe(0);
    expect([presenter, phone, laptop].flatMap(({ complaints }) => complaints)).toEqual([]);
  },
);
