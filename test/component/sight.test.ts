import { afterAll, beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';
import { moments } from '../support/moments.ts';
import { unseen, whatIsOutOfView } from '../support/sight.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** A projector's window at 200 %, and a phone. */
const WINDOWS = [
  { width: 960, height: 540 },
  { width: 390, height: 844 },
] as const;

// `npm run verify:sight` looks at every lesson, in both languages and in every window.
test.each([
  ['L12', 'zh'],
  ['L20', 'en'],
] as const)(
  '[LESSON10] what %s is about is seen whole on a magnified projector and on a phone, in %s',
  async (lesson, language) => {
    expect(await unseen(pages, lesson, language, WINDOWS)).toEqual([]);
  },
);

test('[LESSON10] a question, also to the class, and the current lines are in view together, in each window', async () => {
  const lab = moments.question();
  const driver = await pages.page(lab);
  const { page } = driver;
  await driver.ready();
  /** A projector's window at 200 % has the card beside the panel: nothing scrolls the one or the other away. */
  const isWithin = (selector: string): Promise<boolean> =>
    page.locator(selector).evaluate((it) => {
      const { top, bottom } = it.getBoundingClientRect();
      const isPageWhole = document.documentElement.scrollHeight <= innerHeight;
      return isPageWhole && top >= 0 && bottom <= innerHeight;
    });
  await page.locator('[data-part="primary"]').click();
  await page.locator('[data-part="prediction"]').waitFor();
  await page.setViewportSize({ width: 640, height: 360 });
  await expect.poll(() => page.evaluate(whatIsOutOfView, lab.state.seq)).toEqual([]);
  for (const part of ['legend', '[type="submit"]'])
    await expect.poll(() => isWithin(`[data-part="prediction"] ${part}`), { message: part }).toBe(true);
  const code = 'K7MXY3';
  const told = { followers: 31, isAway: false, lesson: 'L1', token: 'secret' };
  lab.say({ type: 'class', code, part: 'presenter', ...told });
  await page.locator('[data-part="class-badge"]').waitFor();
  const about = { text: 'Where are the 7 bytes?', options: ['client', 'wire', 'server'] };
  const turns = [
    { is: 'open', round: 1 },
    { is: 'locked', round: 1, rounds: [[9, 20, 1]] },
    { is: 'shown', round: 1, rounds: [[9, 20, 1]], happened: 0 },
  ] as const;
  for (const { rounds, ...turn } of turns.map((one) => ({ rounds: undefined, ...one }))) {
    const spread = rounds === undefined ? {} : { rounds: rounds.map((row) => [...row]) };
    const question = { id: 1, about, options: 3, answered: 30, of: 31, ...turn, ...spread };
    lab.say({ type: 'vote', told: { question } });
    await page.locator(`[data-part="vote"][data-is="${turn.is}"]`).waitFor();
    for (const [width, height] of [
      [1280, 720],
      [960, 540],
      [640, 360],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect
        .poll(() => page.evaluate(whatIsOutOfView, lab.state.seq), {
          message: `${turn.is} at ${width}×${height}`,
          timeout: 5000,
        })
        .toEqual([]);
      if (width === 640)
        await expect.poll(() => isWithin('[data-part="vote"] [data-next]'), { message: turn.is }).toBe(true);
    }
  }
  // Beneath a class's line, and without a question, it has the current line and the way on.
  lab.say({ type: 'vote', told: { question: null } });
  lab.say({ type: 'class', code, part: 'presenter', isBeside: true, ...told });
  await page.locator('[data-part="class-line"]').waitFor();
  await page.locator('[data-part="prediction"]').getByRole('button', { name: 'Only watch' }).click();
  await page.setViewportSize({ width: 640, height: 360 });
  await expect.poll(() => isWithin('[data-part="primary"]:visible')).toBe(true);
  expect(await page.evaluate(whatIsOutOfView, lab.state.seq)).toEqual([]);
  await page.close();
});

test('[LESSON10] the call in which a thread has been blocked for a quarter of an hour is not shortened', async () => {
  const lab = RecordedLab.at('L23', ({ threads }) => threads['server/main']?.status === 'blocked');
  const driver = await pages.page(lab, {
    before: (page) =>
      page.addInitScript(() => {
        const now = performance.now.bind(performance);
        performance.now = () => now() + Number(document.documentElement.dataset['laterMs'] ?? 0);
      }),
  });
  await driver.ready();
  await driver.page.evaluate(() => {
    document.documentElement.dataset['laterMs'] = String(15 * 60_000);
  });
  const badge = driver.page.locator('[data-anchor="badge:server/main"]');
  await expect.poll(() => badge.innerText()).toMatch(/15:\d\d/);
  expect(
    await badge.evaluate((one) =>
      [...one.children].flatMap(({ className, clientWidth, scrollWidth, textContent }) =>
        className === 'heard' || scrollWidth <= clientWidth ? [] : [textContent],
      ),
    ),
  ).toEqual([]);
});

test('[LESSON10] at 1024×768 a folded TIME_WAIT keeps its time, and the sequence its states', async () => {
  const lab = RecordedLab.at(
    'L24',
    ({ sockets }) => Object.values(sockets).filter(({ state }) => state === 'TIME_WAIT').length > 1,
  );
  const driver = await pages.page(lab, { viewport: { width: 1024, height: 768 } });
  await driver.ready();
  const { page } = driver;
  const token = page.locator('button[data-anchor^="header:"]').filter({ hasText: /^TIME_WAIT/ });
  expect(
    await token.evaluate(({ parentElement: row }) => row!.scrollWidth - row!.clientWidth),
  ).toBeLessThanOrEqual(0);
  const ladder = page.locator('[data-part="ladder"] svg');
  await ladder.getByText('TIME_WAIT').last().waitFor();
  const beyond = await ladder.evaluate((svg) =>
    [...svg.querySelectorAll('text')].flatMap((label) => {
      const { x, width } = label.getBBox();
      return x < 1 || x + width > svg.clientWidth - 1 ? [label.textContent] : [];
    }),
  );
  expect(beyond).toEqual([]);
});

/** Projectors and laptops at a browser's zoom of 125 to 200 %, and a tablet. */
const ZOOMED = [
  { width: 1024, height: 768 },
  { width: 1024, height: 576 },
  { width: 960, height: 540 },
  { width: 853, height: 480 },
  { width: 640, height: 360 },
] as const;
const presenting = (lesson: string): Extract<ServerMessage, { type: 'class' }> => ({
  type: 'class',
  code: 'K7MXY3',
  part: 'presenter',
  token: 'secret',
  followers: 31,
  isAway: false,
  lesson,
});

test('[LESSON10] the longest title of a lesson is whole beside a class’s code, in each window', async () => {
  const longest = LESSONS.toSorted((a, b) => b.title.en.length - a.title.en.length)[0]!;
  const lab = new RecordedLab(longest.id);
  const driver = await pages.page(lab);
  await driver.ready();
  const { page } = driver;
  lab.say(presenting(longest.id));
  await page.locator('[data-part="class-badge"]').waitFor();
  const beyond = (): Promise<number[]> =>
    page
      .locator('[data-part="lesson"]')
      .evaluate((one) => [
        Math.max(0, one.scrollWidth - one.clientWidth),
        Math.max(0, one.scrollHeight - one.clientHeight),
      ]);
  for (const size of ZOOMED) {
    await page.setViewportSize(size);
    await expect.poll(beyond, { message: `${size.width}×${size.height}` }).toEqual([0, 0]);
  }
});

test('[LESSON10] a held segment, the current lines and the time line are in view on a magnified projector', async () => {
  const lab = RecordedLab.at('L15', ({ wire }) => wire.chips.some(({ held }) => held.length > 0));
  const driver = await pages.page(lab);
  await driver.ready();
  const { page } = driver;
  lab.say(presenting('L15'));
  await page.locator('[data-part="class-badge"]').waitFor();
  for (const size of ZOOMED) {
    await page.setViewportSize(size);
    const message = `${size.width}×${size.height}`;
    await page
      .locator(size.width < 860 ? '[role="tab"]' : 'main article')
      .first()
      .waitFor();
    if (size.width < 860) await page.locator('[role="tab"]').nth(1).click();
    await expect
      .poll(
        () =>
          page.evaluate(() => {
            const isInView = (part: Element): boolean => {
              const { left, right, top, bottom } = part.getBoundingClientRect();
              return [top + 4, bottom - 4].every((y) =>
                part.contains(document.elementFromPoint((left + right) / 2, y)),
              );
            };
            const lines = document.querySelectorAll('[role="tab"] code, [data-line][aria-current]');
            return {
              lines: [...lines].filter((line) => line.textContent !== '' && isInView(line)).length,
              deliver: [...document.querySelectorAll('[data-chip] [title="Deliver"]')].every(isInView),
              segment: [...document.querySelectorAll('[data-chip] > :first-child')].filter(isInView).length,
              time: isInView(document.querySelector('[data-part="scrubber"]')!),
              beyondCard: [...document.querySelectorAll('[data-chip] button')].filter(
                (one) =>
                  one.getBoundingClientRect().right > one.closest('fieldset')!.getBoundingClientRect().right,
              ).length,
            };
          }),
        { message },
      )
      .toEqual({ lines: 2, deliver: true, segment: 1, time: true, beyondCard: 0 });
  }
});

test('[LESSON10] beside a sign’s note the task gives way by whole lines, and a full buffer’s head keeps to its column', async () => {
  const lab = RecordedLab.at('L15', ({ threads }) => {
    const client = threads['client/main'];
    return client?.status === 'blocked' && client.line === 4;
  });
  const { page } = await pages.page(lab, { settings: { stage: 'growing' } });
  await page.locator('[data-part="sign"]').waitFor();
  await page.getByText('with overhead').waitFor();
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1366, height: 768 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    const found = await page.evaluate(() => {
      const goal = document.querySelector('[data-part="goal"]')!;
      const box = goal.getBoundingClientRect();
      const bottom = Math.min(
        box.bottom,
        document.querySelector('[data-part="sign"]')!.getBoundingClientRect().top,
      );
      const text = document.createRange();
      const isCut = (line: DOMRect): boolean =>
        line.left < box.right && line.top < bottom && (line.bottom > bottom || line.right > box.right);
      const lines = [...goal.querySelectorAll('p')].flatMap((one) => {
        text.selectNodeContents(one);
        return [...text.getClientRects()];
      });
      const heads = document.querySelectorAll('article [data-anchor^="buffer:"] > :first-child');
      return {
        cut: lines.filter(isCut).length,
        beyond: [...heads].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
      };
    });
    expect(found, `${size.width}×${size.height}`).toEqual({ cut: 0, beyond: 0 });
  }
  await page.close();
});

test('[LESSON10] on a low phone in a class a question keeps its buttons above the time line', async () => {
  const lab = moments.question();
  const driver = await pages.page(lab, { viewport: { width: 360, height: 640 } });
  const { page } = driver;
  await driver.ready();
  lab.say({ ...presenting('L1'), part: 'follower', isAway: true });
  await page.locator('[data-part="primary"]:visible').click();
  const buttons = page.locator('[data-part="prediction"] :is([type="submit"], [type="submit"] + button)');
  await expect
    .poll(() =>
      buttons.evaluateAll((all) =>
        all.map((button) => {
          const { left, right, top, bottom } = button.getBoundingClientRect();
          return [top + 4, bottom - 4].every((y) =>
            button.contains(document.elementFromPoint((left + right) / 2, y)),
          );
        }),
      ),
    )
    .toEqual([true, true]);
  expect(await page.evaluate(whatIsOutOfView, lab.state.seq)).toEqual([]);
});
