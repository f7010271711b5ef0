import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import { axeViolations } from '../support/axe.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { type RecordedOptions, RecordedPages } from '../support/recorded-page.ts';
import { controlsTooSmall } from '../support/thumb.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** No lab runs unless one is given. */
function home(options: RecordedOptions = {}, lab: RecordedLab | null = null): Promise<PageDriver> {
  return pages.page(lab, { query: '', reducedMotion: 'no-preference', ...options });
}

const begin = (page: Page) => page.locator('[data-part="begin"]');
const shown = (page: Page): Promise<number> =>
  page.locator('[data-part="run-strip"] progress').evaluate((bar) => (bar as HTMLProgressElement).value);

describe('the home page', () => {
  test('opens on a recorded real run that plays, and can be paused', async () => {
    const { page, complaints } = await home();
    await page.locator('[data-part="run-strip"][data-playing="true"]').waitFor();
    expect(await page.locator('[data-part="run-strip"]').innerText()).toMatch(
      /Recording of a real run · two hosts · Linux/,
    );
    const first = await shown(page);
    await expect.poll(async () => (await shown(page)) > first + 3).toBe(true);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('[data-part="run-strip"][data-playing="false"]').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('moves nothing by itself under reduced motion', async () => {
    const { page } = await home({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await page.locator('[data-part="run-strip"]').getAttribute('data-playing')).toBe('false');
    await page.close();
  });

  test('lists every lesson in order; where no lab runs, each leads to its recording, and it says why', async () => {
    const { page } = await home();
    await page.locator('[data-part="no-labs"]').waitFor();
    const rows = page.locator('[data-lesson]');
    await expect
      .poll(() => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-lesson'))))
      .toEqual(LESSONS.map(({ id }) => id));
    await expect.poll(() => page.locator('[data-lack="labs"]').count()).toBe(LESSONS.length);
    expect(await begin(page).innerText()).toBe('Watch L0');
    await page.locator('[data-lesson="L13"]').getByRole('link').first().click();
    await page.waitForURL(/replay=L13/);
    await page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    await page.keyboard.press('End');
    await page.getByRole('link', { name: 'Socketscope' }).click();
    await begin(page).waitFor();
    await page.close();
  });

  test('works on a host of plain files, and says what that means', async () => {
    const { page } = await home();
    await page.route('**/healthz', (route) => route.fulfill({ status: 404, body: 'nothing' }));
    await page.route('**/ws', (route) => route.abort());
    await page.reload();
    expect(await page.locator('[data-part="no-labs"]').innerText()).toMatch(/No Socketscope server answers/);
    await begin(page).click();
    await page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    await page.close();
  });

  test('axe finds nothing, and nothing scrolls sideways, in each language, window and scheme', async () => {
    const driver = await home();
    const { page } = driver;
    await page.locator('[data-part="run-strip"]').waitFor();
    for (const [colorScheme, viewport, language] of [
      ['light', { width: 1280, height: 720 }, 'en'],
      ['dark', { width: 1440, height: 900 }, 'zh'],
      ['light', { width: 390, height: 844 }, 'zh'],
      ['dark', { width: 390, height: 844 }, 'en'],
    ] as const) {
      const how = `${colorScheme}, ${viewport.width}, ${language}`;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await driver.speak(language);
      // The first screen shows the first thing to press, and at least the words and the button of what runs.
      const beyond = (): Promise<string[]> =>
        page.evaluate(() => {
          const { top, height } = document.querySelector('[data-part="run-strip"]')!.getBoundingClientRect();
          const { bottom } = document.querySelector('[data-part="begin"]')!.getBoundingClientRect();
          const ends = {
            button: bottom - innerHeight,
            strip: top + Math.min(height, 160) - innerHeight,
            across: document.documentElement.scrollWidth - innerWidth,
          };
          return Object.entries(ends).flatMap(([name, by]) => (by > 0 ? [name] : []));
        });
      await expect.poll(beyond, { message: how }).toEqual([]);
      expect(await axeViolations(page), how).toEqual([]);
      if (viewport.width < 700) expect(await controlsTooSmall(page), how).toEqual([]);
    }
    await page.close();
  });
});

describe('what was done', () => {
  test('is kept: one press begins, one goes on in the same room, and it can be forgotten and taken back', async () => {
    const lab = new RecordedLab('L0');
    const driver = await home({}, lab);
    const { page } = driver;
    expect(await begin(page).innerText()).toBe('Start with L0');
    await begin(page).click();
    await driver.nextUntil(/Predict first/);
    await driver.answerByKeyboard(1);
    await driver.nextUntil(/Deliver 7 bytes/);
    const room = new URL(page.url()).hash;
    await page.getByRole('link', { name: 'Socketscope' }).click();
    await begin(page)
      .getByText(/Continue: L0, \d+ of \d+ moves done/)
      .waitFor();
    const row = page.locator('[data-lesson="L0"]');
    await expect.poll(() => row.innerText()).toMatch(/1 of 1 predicted/);
    await begin(page).click();
    await driver.ready();
    expect(new URL(page.url()).hash).toBe(room);
    expect(await driver.primary()).toMatch(/Deliver 7 bytes/);
    await page.getByRole('link', { name: 'Socketscope' }).click();

    await page.getByRole('button', { name: 'Forget my progress' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    expect(await row.getAttribute('data-is')).toBe('begun');
    const secrets = () =>
      page.evaluate(() => {
        const ofTab = Object.keys(sessionStorage).filter((key) => key.startsWith('socketscope.token.'));
        return [localStorage.getItem('socketscope.rooms'), ...ofTab].join(' ');
      });
    const kept = await secrets();
    expect(kept).toMatch(/recorded.* socketscope\.token\.recorded/);
    await page.getByRole('button', { name: 'Forget my progress' }).click();
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    expect(await row.getAttribute('data-is')).toBe('new');
    expect(await secrets()).toBe('[]');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await row.getAttribute('data-is')).toBe('begun');
    expect(await secrets()).toBe(kept);
    await page.reload();
    await row.waitFor();
    expect(await row.getAttribute('data-is')).toBe('begun');

    // Somebody who only watches that room has done nothing of it.
    lab.role = 'viewer';
    const viewer = await pages.page(lab);
    await viewer.page.locator('[data-part="mode"]').waitFor();
    await viewer.page.getByRole('link', { name: 'Socketscope' }).click();
    await begin(viewer.page).waitFor();
    expect(await begin(viewer.page).innerText()).toBe('Start with L0');
    await viewer.page.close();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('a lesson that this machine cannot show live is marked with what it lacks, and offers its recording', async () => {
    const lab = new RecordedLab('L0');
    lab.network = { ...lab.network, grade: 'loopback', capture: 'packet-socket' };
    const { page } = await home({}, lab);
    await page.locator('[data-lack="wire"]').first().waitFor();
    const lacking = await page
      .locator('[data-lack]')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-lesson')));
    expect(lacking).toEqual(LESSONS.filter(({ needs }) => needs === 'wire').map(({ id }) => id));
    const row = page.locator('[data-lack="wire"]').first();
    expect(await row.innerText()).toMatch(/not live on this machine[\s\S]*watch the recording/);
    expect(await begin(page).innerText()).toBe('Start with L0');
    await page.close();
  });
});
