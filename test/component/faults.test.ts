import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGE_FAULTS } from '../../shared/content/page-faults.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { contentOf } from '../support/download.ts';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const script = (name: string): RegExp => new RegExp(`/assets/${name}-[\\w-]{6,8}\\.js$`);
const style = (name: string): RegExp => new RegExp(`/assets/${name}-[\\w-]{6,8}\\.css$`);
const refuse =
  (...files: readonly RegExp[]) =>
  (page: Page): Promise<unknown> =>
    Promise.all(files.map((file) => page.route(file, (route) => route.abort())));

describe('a part that cannot be fetched', () => {
  test('is told of in each language, leaves the run to be saved and to go on, and is there after a reload', async () => {
    const lab = moments.beforeSend();
    const file = script('help-sheet');
    const driver = await pages.page(lab, { before: refuse(file) });
    const { page } = driver;
    await driver.ready();
    await page.keyboard.press('?');
    const card = page.locator('[data-part="failed-fetch"]');
    for (const language of LANGUAGES.toReversed()) {
      await driver.speak(language);
      await card.getByText(PAGE_FAULTS.notFetched[language]).waitFor();
    }
    await driver.speak('en');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card.getByRole('button', { name: PAGE_FAULTS.save.en }).click(),
    ]);
    const { events } = readRecording((await contentOf(download)).toString('utf8'));
    expect(events.length).toBe(lab.state.seq);
    const { head } = await driver.position();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Space');
    await expect.poll(async () => (await driver.position()).head).toBeGreaterThan(head);
    await page.unroute(file);
    await card.getByRole('button', { name: PAGE_FAULTS.reload.en }).click();
    await card.waitFor({ state: 'detached' });
    await driver.ready();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await page.close();
  });

  test('can be asked for again, also where its styles were what failed', async () => {
    const file = style('states-sheet');
    const driver = await pages.page(moments.beforeSend(), { before: refuse(file) });
    const { page } = driver;
    await driver.ready();
    await page.keyboard.press('m');
    const card = page.locator('[data-part="failed-fetch"]');
    const again = card.getByRole('button', { name: PAGE_FAULTS.tryAgain.en });
    await again.waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
    await page.unroute(file);
    await again.click();
    await page.locator('dialog[open]').waitFor();
    expect(await card.count()).toBe(0);
    const styles = page.locator('link[rel=stylesheet][href*="states-sheet"]');
    expect(await styles.evaluate((link: HTMLLinkElement) => link.sheet?.cssRules.length)).toBeGreaterThan(0);
    await page.close();
  });

  test('comes by itself once the server is back', async () => {
    const lab = moments.beforeSend();
    const file = script('help-sheet');
    const driver = await pages.page(lab, { before: refuse(file) });
    const { page } = driver;
    await driver.ready();
    lab.reachable = false;
    lab.cut();
    await page.locator('[data-part="lost"]').waitFor();
    await page.keyboard.press('?');
    await page.locator('[data-part="failed-fetch"]').waitFor();
    await page.unroute(file);
    lab.reachable = true;
    await page.locator('dialog[open]').waitFor();
    expect(await page.locator('[data-part="failed-fetch"]').count()).toBe(0);
    await page.close();
  });
});

describe('a page', () => {
  test('whose first script cannot be fetched says so', async () => {
    const { page } = await pages.page(null, { before: refuse(script('root')) });
    await page.getByText(PAGE_FAULTS.notFetched.en).waitFor();
    await page.close();
  });

  test('that cannot be fetched says so, and is shown once it can be', async () => {
    const file = script('home-page');
    const { page } = await pages.page(null, { before: refuse(file) });
    const card = page.locator('[data-part="failed-fetch"]');
    await card.getByText(PAGE_FAULTS.notFetched.en).waitFor();
    await page.unroute(file);
    await card.getByRole('button', { name: PAGE_FAULTS.tryAgain.en }).click();
    await page.locator('[data-part="begin"]').waitFor();
    await card.waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('a fault', () => {
  test('in a lazy part stands in its place, and the rest goes on', async () => {
    const driver = await pages.page(moments.beforeSend(), {
      before: (page) =>
        page.route(script('help-sheet'), (route) =>
          route.fulfill({
            contentType: 'text/javascript',
            body: 'export const HelpSheet = () => { throw new Error("planted"); };',
          }),
        ),
    });
    const { page } = driver;
    await driver.ready();
    await page.keyboard.press('?');
    await page.locator('[data-part="failed-part"]').getByText(PAGE_FAULTS.partFailed.en).waitFor();
    const { head } = await driver.position();
    await page.keyboard.press('Space');
    await expect.poll(async () => (await driver.position()).head).toBeGreaterThan(head);
    await page.close();
  });

  test('outside of any is told on a page of its own, which saves the run and leads back to the lab', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab, { before: plantFault });
    const { page } = driver;
    await driver.ready();
    await page.evaluate(() => Object.assign(window, { planted: true }));
    await page.keyboard.press('ArrowLeft');
    const failed = page.locator('[data-part="failed-page"]');
    await failed.getByText(PAGE_FAULTS.pageFailedMore.en).waitFor();
    await failed.getByText('planted').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      failed.getByRole('button', { name: PAGE_FAULTS.save.en }).click(),
    ]);
    const { events } = readRecording((await contentOf(download)).toString('utf8'));
    expect(events.length).toBe(lab.state.seq);
    await failed.getByRole('button', { name: PAGE_FAULTS.reload.en }).click();
    await driver.ready();
    await page.close();
  });
});

/** Makes the mode's badge, which is in no lazy part, throw once `planted` is set. */
async function plantFault(page: Page): Promise<void> {
  await page.route(script('shell'), async (route) => {
    const response = await route.fetch();
    const sound = await response.text();
    const body = sound.replace(
      /(data-part["`]:)(["`]mode["`])/,
      (_, name: string, value: string) =>
        `${name}(window.planted&&(()=>{throw new Error("planted")})(),${value})`,
    );
    expect(body).not.toBe(sound);
    await route.fulfill({ response, body });
  });
}
