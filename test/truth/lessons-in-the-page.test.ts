import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import { canShow, type Lesson } from '../../shared/lessons/lesson.ts';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { RoomClient } from '../support/room-client.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const server = sharedServer();
let browser: Browser;
let network: NetworkInfo;
beforeAll(async () => {
  browser = await sharedBrowser();
  const room = await RoomClient.enter(server.address);
  network = room.welcome!.network;
  await room.leave();
});
afterAll(() => closePages(browser));

/**
 * One language runs with all motion and the other without, and both must tell the whole lesson. They run at
 * once to save time.
 */
const LANGUAGES = [
  { language: 'en', reducedMotion: 'no-preference' },
  { language: 'zh', reducedMotion: 'reduce' },
] as const;

describe('from its first move to its last, in both languages', () => {
  test.each(LESSONS.map((lesson) => [lesson.id, lesson.title.en, lesson] as const))(
    '%s %s: what it promises is seen, what was predicted stands beside what happened',
    { timeout: 180_000 },
    async (id, _title, lesson) => {
      if (canShow(lesson, network)) await Promise.all(LANGUAGES.map((as) => show(lesson, as)));
      else console.warn(`Skipped: ${id} needs ${lesson.needs}, and the network here is ${network.grade}`);
    },
  );
});

async function show(lesson: Lesson, { language, reducedMotion }: (typeof LANGUAGES)[number]): Promise<void> {
  const address = `${server.address}?lesson=${lesson.id}`;
  const driver = await PageDriver.open(browser, address, { language, reducedMotion });
  const { page } = driver;
  try {
    // A question before the first line is asked once the page has the lesson's script.
    if (lesson.predictions[0]?.before === 0) await driver.hasAsked();
    const given = await walk(driver, lesson, language === 'zh');
    // The guide is open at the end of the lesson.
    expect(given, 'every question was asked').toHaveLength(lesson.predictions.length);
    const questions = page.locator('[data-part="question"]');
    expect(await questions.count()).toBe(lesson.predictions.length);
    for (const [i, option] of given.entries()) {
      const options = questions.nth(i).locator('li');
      const which = (wanted: string): Promise<number[]> =>
        options.evaluateAll(
          (all, selector) => all.flatMap((one, at) => (one.matches(selector) ? [at] : [])),
          wanted,
        );
      expect(await which('[data-happened]'), 'what happened').toHaveLength(1);
      const marked = (await options.allInnerTexts()).map((text) => /your prediction|你的预测/.test(text));
      expect(marked.indexOf(true), 'the answer given').toBe(option);
    }
    const seen = await page
      .locator('[data-part="guide"] [data-is]')
      .evaluateAll((all) => all.map((one) => `${one.getAttribute('data-is')}: ${one.textContent}`));
    expect(seen).toHaveLength(lesson.checks.length);
    // A check that this network cannot show is neither held nor missed. A held wire can show every check.
    const fine = network.capture === 'wire' ? /^holds:/ : /^(holds|cannot):/;
    expect(seen.filter((one) => !fine.test(one))).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-part="narration"] p').first().innerText()).not.toBe('');
    const across = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(across).toBeLessThanOrEqual(0);
    expect(driver.complaints).toEqual([]);
  } finally {
    await page.close();
  }
}

/** The primary button's words at the end of a lesson. */
const EXPLANATION = /^(Why\? The explanation|为什么？看解释)/;

/**
 * Presses the primary button until the guide, which is then open, says that the lesson is over. Answers each
 * question by its first or its last option, and returns the options.
 */
async function walk(driver: PageDriver, { predictions }: Lesson, last: boolean): Promise<number[]> {
  const given: number[] = [];
  for (let pressed = 0; pressed < 200;) {
    await driver.settled();
    if (EXPLANATION.test(await driver.primary()) && (await driver.isOver())) return given;
    const options = predictions[given.length]?.options.length ?? 1;
    const option = last ? options - 1 : 0;
    const { asked } = await driver.press(option);
    if (asked) given.push(option);
    else pressed += 1;
  }
  throw new Error('its way has no end');
}
