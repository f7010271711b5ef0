import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { axeViolations, axeViolationsInThemes } from '../support/axe.ts';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const CODE = 'K7MXY3';
type Told = Extract<ServerMessage, { type: 'class' }>;
const told = (of: Partial<Told>): Told => ({
  type: 'class',
  code: CODE,
  part: 'follower',
  followers: 31,
  isAway: false,
  lesson: 'L1',
  ...of,
});

describe('a presenter', () => {
  test('[CLASS1] begins a class, shows its code to the wall and its count, and says at which event they look', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    await page.locator('[data-part="menu"]').click();
    await page.getByRole('button', { name: /^Begin class/ }).click();
    await expect.poll(() => lab.acts).toEqual([{ is: 'begin' }]);
    lab.say(told({ part: 'presenter', followers: 0, token: 'secret' }));
    const panel = page.locator('dialog[open]');
    await panel.getByText('0 people here').waitFor();
    lab.say(told({ part: 'presenter', followers: 1, token: 'secret' }));
    await panel.getByText('1 person here').waitFor();
    expect(await panel.getByRole('link').innerText()).toMatch(new RegExp(`#/class/${CODE}$`));
    expect(await axeViolationsInThemes(page, 'dialog[open]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Class K7MXY3, 1 person here/ }).waitFor();
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'stand', at: null });
    await page.keyboard.press('ArrowLeft');
    const { cursor } = await driver.position();
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'stand', at: { epoch: lab.epoch, seq: cursor } });

    // Another tab takes the class over, and this one can have it back.
    lab.say(told({ part: 'replaced' }));
    await page.getByText('Another tab presents class K7MXY3 now.').waitFor();
    lab.acts.length = 0;
    await page.getByRole('button', { name: 'Present here' }).click();
    await driver.ready();
    lab.say(told({ part: 'presenter', token: 'secret' }));
    await page.getByRole('button', { name: /^Class K7MXY3, 31 people here/ }).click();
    await panel.getByRole('button', { name: 'End class' }).click();
    await panel.getByRole('button', { name: 'End it' }).click();
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'end' });
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

describe('a follower', () => {
  test.each([
    [{ width: 1280, height: 720 }, 'en'],
    [{ width: 390, height: 844 }, 'zh'],
  ] as const)(
    '[CLASS4] [CLASS5] goes where the presenter looks, looks around and comes back, %o, %s',
    async (viewport, language) => {
      const lab = moments.bytesOnTheWire();
      lab.role = 'viewer';
      const driver = await pages.page(lab, { query: `?lang=${language}#/class/${CODE}`, language, viewport });
      const { page } = driver;
      await page.locator('[data-line]').first().waitFor();
      lab.say(told({}));
      await page.getByText(language === 'en' ? `Following ${CODE}` : `你在跟随课堂 ${CODE}`).waitFor();
      const cursor = async (): Promise<number> =>
        Number(await page.locator('[data-part="scrubber"]').inputValue());
      const mode = page.locator('[data-part="mode"]');
      lab.say({ type: 'playhead', at: { epoch: lab.epoch, seq: 20 } });
      await expect.poll(cursor).toBe(20);
      expect(await mode.getAttribute('data-mode')).toBe('past');
      expect(lab.acts).toEqual([]);

      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => lab.acts).toEqual([{ is: 'look-around' }]);
      lab.say({ type: 'playhead', at: { epoch: lab.epoch, seq: 25 } });
      lab.say(told({ lesson: 'L2' }));
      const line = page.locator('[data-part="class-line"]');
      await line.getByText(/L2/).waitFor();
      expect(await cursor()).toBe(19);
      expect(await axeViolations(page, 'body')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await line.getByRole('button', { name: /^(Back to the class|回到课堂)$/ }).click();
      await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'follow' });
      await expect.poll(cursor).toBe(25);

      lab.say(told({ isAway: true }));
      await line.getByText(/The presenter is away|主讲人暂时不在/).waitFor();
      lab.say(told({ part: 'over' }));
      await line.getByText(/The class has ended|已经下课/).waitFor();
      expect(await cursor()).toBe(25);
      expect(new URL(page.url()).hash).toBe('#/room/recorded');
      expect(driver.complaints).toEqual([]);
      await page.close();
    },
  );
});
