import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadNotes } from '../../../shared/content/presenter-notes/index.ts';
import { closePages } from '../../support/devices.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../../support/shared-page.ts';

const server = sharedServer('loopback');
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

test('[VIEW1] [VIEW2] [VIEW4] two windows of a presenter and a phone: a step from the second screen, a prediction asked there, the next lesson', async () => {
  const projector = await PageDriver.open(browser, server.address);
  await projector.ready();
  const code = await projector.beginClass();
  const [view] = await Promise.all([
    projector.page.waitForEvent('popup'),
    projector.page.getByRole('button', { name: 'Presenter view' }).click(),
  ]);
  const phone = await PageDriver.open(browser, `${server.address}#/class/${code}`, {
    language: 'zh',
    viewport: { width: 390, height: 844 },
  });
  await view.locator('[data-part="followers"]').getByText('All are with you.').waitFor();

  const notes = (await loadNotes('L1'))!;
  const now = view.locator('[data-part="note-now"]');
  const plain = (text: string): string => text.replaceAll('`', '');
  await now.getByText(plain(notes.begin.say.en)).waitFor();
  // The press makes the first move, on the kernel, and the class sees it.
  await view.locator('[data-part="primary"][aria-disabled="false"][data-telling="false"]').waitFor();
  await view.locator('body').press('Space');
  await now.getByText(plain(notes.moves[0]!.say.en)).waitFor();
  const at = (of: PageDriver): Promise<string> => of.page.locator('[data-part="scrubber"]').inputValue();
  await expect.poll(async () => (await at(phone)) === (await at(projector))).toBe(true);

  await view.getByRole('button', { name: 'Ask the class' }).click();
  await phone.page.locator('[data-part="vote"]').getByRole('radio').nth(1).click();
  await view.locator('[data-part="answered"]').getByText('1/1').waitFor();
  await view.locator('[data-part="question"]').getByRole('button', { name: 'Withdraw' }).click();
  await view.locator('[data-part="question"]').getByText('None is open.').waitFor();

  await phone.page.keyboard.press('Home');
  await view.locator('[data-part="followers"]').getByText('1 looks around alone').waitFor();

  // The class, its time and the second window go on in the next lesson.
  const secondsOf = async (): Promise<number> => {
    const [minutes = 0, seconds = 0] = (await view.locator('[data-part="since"]').innerText())
      .split(':')
      .map(Number);
    return minutes * 60 + seconds;
  };
  const before = await secondsOf();
  await projector.page.goto(`${server.address}?lesson=L2&lang=en`);
  await projector.ready();
  await now.getByText(plain((await loadNotes('L2'))!.begin.say.en)).waitFor();
  expect(await secondsOf()).toBeGreaterThanOrEqual(before);
  expect([...projector.complaints, ...phone.complaints]).toEqual([]);
});
