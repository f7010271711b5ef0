import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabState } from '../../shared/model/lab-state.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** The client's bytes have been dropped, and its kernel will send them again. */
const hasLost = ({ wire, sockets, atRest }: LabState): boolean =>
  atRest &&
  wire.chips.every(({ held }) => held.length === 0) &&
  Object.values(sockets).some(({ host, state, kernel }) => {
    return host === 'client' && state === 'ESTABLISHED' && kernel.timer?.kind === 'retransmit';
  });

describe('while nothing is to be done', () => {
  test('[LESSON9] the button says what is waited for and for how long, and tells what would end it', async () => {
    const lab = new RecordedLab('L22');
    lab.timersWait = true;
    while (!hasLost(lab.state)) lab.advance();
    const driver = await pages.page(lab);
    const { page } = driver;
    const button = page.locator('[data-part="primary"][data-waits]');
    const why = page.locator('[data-part="why"]');
    await button.waitFor();
    for (const [language, label, time, end] of [
      ['en', /^Sent again/, /^(in|at any|for)/, /retransmission timer expires/],
      ['zh', /^等待重传/, /^(还有|随时|已过)/, /重传定时器/],
    ] as const) {
      await driver.speak(language);
      await expect.poll(() => button.innerText()).toMatch(label);
      expect(await button.locator('[aria-hidden]').innerText()).toMatch(time);
      expect(await why.count()).toBe(0);
      // The button that changes the language has the focus, and Space is for the primary one.
      await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('Space');
      await why.waitFor();
      await expect.poll(() => why.innerText()).toMatch(end);
      await page.keyboard.press('Space');
      await why.waitFor({ state: 'detached' });
    }
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

describe('a key of what a later lesson introduces', () => {
  test.each([
    ['o', '[data-part="plot"]'],
    ['g', '[data-part="log"]'],
    ['w', '[data-anchor="wire-area"] fieldset'],
    ['a', '[data-anchor="wire-area"] fieldset'],
  ])('%s shows it with the whole stage, and does nothing else', async (key, shown) => {
    const lab = new RecordedLab('L0');
    const driver = await pages.page(lab, { settings: { stage: 'growing' } });
    const { page } = driver;
    await driver.ready();
    const part = page.locator(`${shown}:visible`);
    expect(await part.count()).toBe(0);
    await page.keyboard.press(key);
    await part.first().waitFor();
    expect([...lab.done.map(({ command }) => command), ...lab.refused]).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

test('a sign’s note stands until the next press, whatever the kernels’ timers do meanwhile', async () => {
  const lab = new RecordedLab('L22.by-hand');
  lab.timersWait = true;
  while (!hasLost(lab.state)) lab.advance();
  const driver = await pages.page(lab, { settings: { stage: 'growing' } });
  const note = driver.page.locator('[data-part="sign"] p');
  const first = await note.innerText();
  // Its kernel sends the bytes again.
  lab.advance();
  await driver.page.locator('[data-chip]:not([data-lost])').waitFor();
  expect(await note.innerText()).toBe(first);
  // The learner drops them again.
  lab.advance();
  await expect.poll(() => note.innerText()).not.toBe(first);
  expect(driver.complaints).toEqual([]);
  await driver.page.close();
});

test('a lesson whose wire delivers by itself says why, until it is held', async () => {
  const lab = new RecordedLab('L3');
  const { page } = await pages.page(lab, { settings: { stage: 'growing' } });
  const why = page.getByText('The wire delivers by itself: what this is about');
  await why.waitFor();
  const held = RecordedLab.at('L10', ({ wire }) => wire.settings.mode === 'hold');
  const other = await pages.page(held, { settings: { stage: 'growing' } });
  await other.ready();
  expect(await other.page.getByText('The wire delivers by itself: what this is about').count()).toBe(0);
  await page.close();
  await other.page.close();
});
