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

/** Returns the lesson, the mode and the event that a page shows. */
async function whereIs({ page }: PageDriver): Promise<string> {
  const lesson = await page.locator('[data-part="lesson"]').innerText();
  const mode = await page.locator('[data-part="mode"]').getAttribute('data-mode');
  const at = await page.locator('[data-part="scrubber"]').inputValue();
  return `${/L\d+/.exec(lesson)?.[0]} ${mode} ${at}`;
}

test('[CLASS1] [CLASS2] [CLASS3] [CLASS4] [CLASS5] a presenter, a laptop and a phone in another language: by code and link, along to the next lesson and back in time, until it ends', async () => {
  const presenter = await PageDriver.open(browser, server.address);
  await presenter.ready();
  const code = await presenter.beginClass();
  const panel = presenter.page.locator('[data-part="class-panel"]');
  await panel.getByRole('img', { name: /^QR code of http/ }).waitFor();
  // This server is reached by its own machine only, and the panel says so.
  await panel.locator('[data-part="only-here"]').waitFor();
  await presenter.page.keyboard.press('Escape');

  const phone = await PageDriver.open(browser, `${server.address}?page=`, {
    language: 'zh',
    viewport: { width: 390, height: 844 },
  });
  const join = phone.page.locator('[data-part="join-class"]');
  await join.locator('input').fill('oops');
  await join.getByRole('button').click();
  await join.getByText(/这不是课堂码/).waitFor();
  await join.locator('input').fill('CCCCCC');
  await join.getByRole('button').click();
  await phone.page.getByText(/现在没有这个课堂码的课堂/).waitFor();
  await join.locator('input').fill(code.toLowerCase());
  await join.getByRole('button').click();
  const phoneLine = phone.page.locator('[data-part="class-line"]');
  await phoneLine.getByText(`你在跟随课堂 ${code}`).waitFor();

  const laptop = await PageDriver.open(browser, `${server.address}#/class/${code}`);
  const laptopLine = laptop.page.locator('[data-part="class-line"]');
  const laptopFollows = laptop.page.getByText(`Following ${code}`);
  await laptopFollows.waitFor();
  await presenter.page.locator('[data-part="class-badge"]', { hasText: '2' }).waitFor();

  const together = (): Promise<boolean> =>
    Promise.all([presenter, phone, laptop].map(whereIs)).then(([first, ...others]) =>
      others.every((one) => one === first),
    );
  for (let i = 0; i < 3; i += 1) await presenter.next();
  await presenter.settled();
  await expect.poll(together).toBe(true);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']) {
    await presenter.page.keyboard.press(key);
    await expect.poll(together).toBe(true);
  }
  expect(await whereIs(laptop)).toMatch(/ past /);

  await laptop.page.keyboard.press('Home');
  await laptopLine.getByText('You look around on your own').waitFor();
  const alone = await whereIs(laptop);
  await presenter.page.keyboard.press('End');
  await expect.poll(() => whereIs(presenter)).toMatch(/ live /);
  await expect.poll(async () => (await whereIs(phone)) === (await whereIs(presenter))).toBe(true);
  expect(await whereIs(laptop)).toBe(alone);
  await laptopLine.getByRole('button', { name: 'Back to the class' }).click();
  await expect.poll(together).toBe(true);

  // The line is there for some seconds only.
  await Promise.all([
    laptop.page.getByText(/The presenter has gone on, and you with them: L2/).waitFor(),
    presenter.page.goto(`${server.address}?lesson=L2&lang=en`),
  ]);
  await presenter.ready();
  await expect.poll(together).toBe(true);
  await phone.page.reload();
  await phoneLine.getByText(`你在跟随课堂 ${code}`).waitFor();
  await expect.poll(together).toBe(true);
  expect(await whereIs(phone)).toMatch(/^L2 live /);

  // A lab of one's own has a way back, too.
  await laptop.page.goto(`${server.address}?lesson=L3&lang=en`);
  await laptop.ready();
  await laptopLine.getByRole('button', { name: 'Back to the class' }).click();
  await laptopFollows.waitFor();
  await expect.poll(together).toBe(true);

  await presenter.page.locator('[data-part="class-badge"]').click();
  await presenter.page.getByRole('button', { name: 'End class' }).click();
  await presenter.page.getByRole('button', { name: 'End it' }).click();
  await laptopLine.getByText('The class has ended').waitFor();
  await phoneLine.getByText('已经下课').waitFor();
  expect(await whereIs(phone)).toMatch(/^L2 live /);
  expect(await phone.page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect([presenter, phone, laptop].flatMap(({ complaints }) => complaints)).toEqual([]);
});
