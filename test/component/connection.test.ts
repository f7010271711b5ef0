import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messages as menuEn } from '../../client/features/lab-menu/messages.en.ts';
import { messages as menuZh } from '../../client/features/lab-menu/messages.zh.ts';
import { messages as notKeptEn } from '../../client/features/not-kept/messages.en.ts';
import { messages as notKeptZh } from '../../client/features/not-kept/messages.zh.ts';
import { messages as replacedEn } from '../../client/features/notices/replaced/messages.en.ts';
import { messages as replacedZh } from '../../client/features/notices/replaced/messages.zh.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { moments } from '../support/moments.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

const replacedTexts = { en: replacedEn, zh: replacedZh };
const menuTexts = { en: menuEn, zh: menuZh };
const notKeptTexts = { en: notKeptEn, zh: notKeptZh };

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

describe('a connection', () => {
  test('that is lost keeps the log, counts down, and comes back by a press where it was', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    const { head } = await driver.position();
    // Secrets that are forgotten meanwhile are not brought back.
    const secrets = () =>
      page.evaluate(() =>
        [localStorage, sessionStorage].flatMap((storage) =>
          Object.keys(storage).filter((key) => /^socketscope\.(rooms|token\.)/.test(key)),
        ),
      );
    const kept = await secrets();
    expect(kept).toHaveLength(2);
    await page.evaluate((keys) => {
      for (const key of keys) for (const storage of [localStorage, sessionStorage]) storage.removeItem(key);
    }, kept);
    lab.reachable = false;
    lab.cut();
    const lost = page.locator('[data-part="lost"]');
    await lost.getByText(/Trying again in \d+\ss|Trying again now/).waitFor();
    expect(await driver.position()).toEqual({ cursor: head, head });
    expect(await page.locator('[data-part="primary"]').getAttribute('aria-disabled')).toBe('true');
    // Each attempt that comes to nothing makes the next wait longer, up to two seconds.
    const tryNow = (): Promise<void> =>
      lost.getByRole('button', { name: 'Try now' }).evaluate((button: HTMLElement) => button.click());
    await expect
      .poll(async () => {
        await tryNow();
        return Number(/again in (\d+)\ss/.exec(await lost.innerText())?.[1] ?? 0);
      })
      .toBe(2);
    // Meanwhile somebody else has made a step, which comes with the rest.
    lab.advance();
    lab.reachable = true;
    await tryNow();
    await lost.waitFor({ state: 'detached' });
    await driver.ready();
    await page.keyboard.press('End');
    expect((await driver.position()).head).toBe(lab.state.seq);
    expect(await secrets()).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('that never stood offers the lesson’s recording after three tries, and plays it', async () => {
    const lab = new RecordedLab('L3');
    lab.reachable = false;
    const { page } = await pages.page(lab);
    const screen = page.locator('[data-part="connection"]');
    await screen.getByRole('button', { name: 'Play the recorded L3' }).click();
    await page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    await page.close();
  });

  test('[PROTO5] to a room that watches is read-only: it says so, shows what happens, and leads to a lab of one’s own', async () => {
    const lab = moments.beforeSend();
    lab.role = 'viewer';
    const driver = await pages.page(lab);
    const { page } = driver;
    await page.getByText('read-only').waitFor();
    const primary = page.locator('[data-part="primary"]');
    expect(await primary.innerText()).toBe('Watching');
    expect(await primary.getAttribute('title')).toMatch(/only the tab that controls this room can step/);
    const { head } = await driver.position();
    lab.advance();
    await expect.poll(async () => (await driver.position()).head).toBeGreaterThan(head);
    for (const key of ['c', 's', 'd', 'Space']) await page.keyboard.press(key);
    expect(lab.refused).toEqual([]);
    expect(lab.done).toEqual([]);
    lab.role = 'controller';
    await page.locator('[data-part="menu"]').click();
    await page.getByRole('button', { name: /^Open a lab of your own/ }).click();
    await driver.ready();
    await page.close();
  });

  // Each press asks anew and is refused for the next reason, so that one page shows them all.
  test.each([
    [
      'Try now',
      [
        ['too-many-viewers', /This room is full/, 'WAITING'],
        ['too-many-labs', /All labs are in use/],
        ['too-many-from-here', /as many labs as one may have/],
        ['no-such-class', /There is no class with this code now/],
        ['too-many-guesses', /Too many wrong class codes/],
      ],
    ],
    [
      'Open a lab of your own',
      [
        ['no-such-room', /This room no longer exists/],
        ['no-such-lesson', /This lesson does not exist here/],
      ],
    ],
  ] as const)('that is refused says why and offers a way on: %s', async (way, refusals) => {
    const lab = new RecordedLab('L1');
    lab.noEntry = { code: refusals[0][0] };
    const driver = await pages.page(lab);
    const screen = driver.page.locator('[data-part="connection"]');
    for (const [i, [code, sentence, badge = 'NOT CONNECTED']] of refusals.entries()) {
      await screen.getByText(sentence).first().waitFor();
      // The large button says the same.
      expect(await driver.primary(), code).toContain(way);
      expect(await driver.page.locator('[data-part="mode"]').innerText(), code).toBe(badge);
      if (code === 'too-many-labs') {
        // Neither a recording nor a lost connection is the reason, and there is no log yet.
        await driver.page.locator('[data-part="menu"]').click();
        const items = driver.page.locator('#lab-menu');
        const why = 'the server has not let this page in: the stage says why';
        await items.getByRole('button', { name: `New lab ${why}` }).waitFor();
        await items.getByRole('button', { name: `Copy the link for viewers ${why}` }).waitFor();
        await items.getByRole('button', { name: 'Save the recording there is no log yet' }).waitFor();
        await items.getByRole('button', { name: `New lab ${why}` }).click({ force: true });
        await driver.page.getByText(`New lab: ${why}`).waitFor();
      }
      const next = refusals[i + 1];
      lab.noEntry = next === undefined ? null : { code: next[0] };
      await screen.getByRole('button', { name: way }).click();
    }
    await driver.ready();
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('[PROTO9] whose lab host dies has a new lab at once, and the log until then, in each language', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    const { head } = await driver.position();
    lab.die();
    const replaced = page.locator('[data-part="lab-replaced"]');
    for (const language of LANGUAGES) {
      await driver.speak(language);
      await replaced.getByText(replacedTexts[language].labReplaced(false)).waitFor();
    }
    // It has room of its own, also beside a question: nothing is under it.
    const code = 'K7MXY3';
    lab.say({ type: 'class', code, part: 'follower', followers: 2, isAway: false, lesson: 'L1' });
    const about = { text: 'Where?', options: ['here', 'there'] };
    lab.say({
      type: 'vote',
      told: { question: { id: 1, about, options: 2, answered: 0, of: 2, is: 'open', round: 1 } },
    });
    await page.locator('[data-part="vote"]').waitFor();
    for (const [width, height] of [
      [390, 844],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect
        .poll(() => page.locator('[role="tab"]').count(), { message: `${width}` })
        .toBe(width < 700 ? 3 : 0);
      expect(await page.evaluate(whatLiesOver, '[data-part="lab-replaced"]'), `${width}`).toEqual([]);
    }
    lab.say({ type: 'class', code, part: 'over', followers: 0, isAway: false, lesson: 'L1' });
    // A presenter's lab that is at another server than the class has another reason.
    lab.say({ type: 'room', viewers: 1, labHost: 'up', replaces: 'other-server' });
    await replaced.getByText(replacedTexts[LANGUAGES.at(-1)!].labElsewhere(false)).waitFor();
    expect((await driver.position()).head).toBeLessThan(head);
    await replaced.getByRole('button').first().click();
    await page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    // Its end is the lab's end, one event after what the page had seen.
    expect((await driver.position()).cursor).toBe(head + 1);
    // The new lab goes on, and the log stays in the menu.
    const menu = page.locator('[data-part="menu"]');
    for (const language of LANGUAGES) {
      await driver.speak(language);
      await menu.click();
      await page.getByRole('button', { name: menuTexts[language].live }).waitFor();
      await page.keyboard.press('Escape');
    }
    await menu.click();
    await page.getByRole('button', { name: menuTexts[LANGUAGES.at(-1)!].live }).click();
    await driver.ready();
    for (const language of LANGUAGES) {
      await driver.speak(language);
      await menu.click();
      await page.getByRole('button', { name: menuTexts[language].lostLog }).waitFor();
      await page.keyboard.press('Escape');
    }
    // It is put aside, and comes again with another lab only.
    lab.say({ type: 'room', viewers: 1, labHost: 'up', replaces: 'lab-host-died' });
    await replaced.getByRole('button').last().click();
    await replaced.waitFor({ state: 'detached' });
    lab.die();
    await replaced.waitFor();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

describe('a room', () => {
  let lab: RecordedLab;
  let driver: PageDriver;
  beforeAll(async () => {
    lab = moments.beforeSend();
    driver = await pages.page(lab);
    await driver.ready();
  });
  afterAll(() => driver.page.close());

  test.each(LANGUAGES)('[STORE4] that is not kept says so until it is (%s)', async (language) => {
    await driver.speak(language);
    lab.say({ type: 'room', viewers: 1, labHost: 'up', notKept: true });
    const notKept = driver.page.locator('[data-part="not-kept"]');
    await notKept.getByText(notKeptTexts[language].notKept).waitFor();
    lab.say({ type: 'room', viewers: 1, labHost: 'up' });
    await notKept.waitFor({ state: 'detached' });
  });

  test('[PROTO8] whose lab will be closed unless somebody operates it can be kept by a press', async () => {
    const { page } = driver;
    await driver.speak('en');
    lab.say({ type: 'room', viewers: 1, labHost: 'up', closesInMs: 60_000 });
    const idle = page.locator('[data-part="idle"]');
    await idle.getByText(/60 s|59 s/).waitFor();
    await idle.getByRole('button').click();
    await expect.poll(() => lab.done.map(({ command }) => command.type)).toEqual(['stay']);
    lab.say({ type: 'room', viewers: 1, labHost: 'up' });
    await idle.waitFor({ state: 'detached' });
  });

  test('whose lab ends keeps the log, says why, and has a new lab one press away', async () => {
    const { page } = driver;
    await driver.speak('en');
    const ended = page.locator('[data-part="lab-ended"]');
    lab.say({ type: 'room', viewers: 1, labHost: 'restarting' });
    await ended.waitFor();
    lab.say({ type: 'room', viewers: 1, labHost: 'up' });
    await ended.waitFor({ state: 'detached' });
    lab.close('idle');
    await ended.getByRole('button').waitFor();
    await expect.poll(() => driver.primary()).toMatch(/New lab/);
    await page.keyboard.press('Space');
    await ended.waitFor({ state: 'detached' });
    await page.getByText('Run server on').first().waitFor();
    expect(lab.done.at(-1)?.command).toEqual({ type: 'new-lab' });
  });
});

/** Runs inside the page. Names what shares room with it. */
function whatLiesOver(selector: string): string[] {
  const { top, bottom } = document.querySelector(selector)!.getBoundingClientRect();
  const parts = ['goal', 'ladder', 'vote', 'scrubber', 'class-line'].map((part) => `[data-part="${part}"]`);
  return [...document.querySelectorAll(['[role="tab"]', 'article', ...parts].join())].flatMap((part) => {
    const box = part.getBoundingClientRect();
    return box.height > 0 && box.top < bottom && box.bottom > top ? [part.outerHTML.slice(0, 60)] : [];
  });
}
