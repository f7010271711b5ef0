import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moments } from '../support/moments.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const sentence = (page: Page): Promise<string> =>
  page.locator('[data-part="narration"] > p').first().innerText();
const trail = (page: Page): Promise<string[]> => page.locator('[data-part="trail"] li').allInnerTexts();

test('a press is told in one sentence, which stays until the next press', async () => {
  const driver = await pages.page(moments.beforeSend());
  const { page } = driver;
  await driver.ready();
  await driver.next();
  expect(await sentence(page)).toContain('send() returned 7');
  // Neither time nor the wire by itself takes it away.
  await page.clock.install();
  await page.clock.runFor(20_000);
  expect(await sentence(page)).toContain('send() returned 7');
  await driver.next();
  expect(await sentence(page)).toContain('7 bytes are now in the server');
  await page.close();
});

test('a lesson does not begin with a sentence from the middle of its set-up', async () => {
  const driver = await pages.page(new RecordedLab('L4'));
  const { page } = driver;
  await driver.ready();
  expect(await sentence(page)).toBe('The scene is set: the lesson begins here.');
  // The first press answers the lesson's question.
  await driver.next();
  await driver.next();
  expect(await sentence(page)).toContain('Line 6 of the server raised OSError');
  await page.close();
  const held = await pages.page(new RecordedLab('L0'));
  await held.ready();
  expect(await sentence(held.page)).toContain('each segment waits for your hand');
  await held.page.close();
});

test('the sentences of L0 all stand beside it, and do not push the buffers out of a low window', async () => {
  const { page } = await pages.page(moments.end('L0'), { settings: { stage: 'growing' } });
  await page.setViewportSize({ width: 1280, height: 720 });
  const entries = page.locator('[data-part="standing-trail"] li');
  await expect.poll(() => entries.count()).toBe(10);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBe(720);
  await expect
    .poll(() => entries.last().evaluate((li) => li.getBoundingClientRect().bottom))
    .toBeLessThan(640);
  await page.close();
});

test('in each language each sentence says how it is known, at every size', async () => {
  const driver = await pages.page(moments.beforeSend());
  const { page } = driver;
  await driver.ready();
  const basis = page.locator('[data-part="basis"]');
  const seen = (): Promise<boolean> =>
    basis.evaluate((word) => {
      const { left, top, width, height } = word.getBoundingClientRect();
      return document.elementFromPoint(left + Math.min(width, 8) / 2, top + height / 2) === word;
    });
  for (const words of [
    { en: 'observed', zh: '观测' },
    { en: 'derived', zh: '推导' },
  ]) {
    // send() has returned; then its bytes have come to the server's kernel.
    await driver.next();
    for (const language of ['en', 'zh'] as const) {
      await driver.speak(language);
      for (const [width, height] of [
        [390, 844],
        [1920, 1080],
        [1280, 720],
      ] as const) {
        await page.setViewportSize({ width, height });
        await expect.poll(() => basis.innerText()).toBe(words[language]);
        await expect.poll(seen).toBe(true);
      }
    }
  }
  await page.close();
});

test('a timer that expires at once lets what the hand has done be read first', async () => {
  const lab = RecordedLab.at('L22.by-hand', ({ wire }) => wire.chips.some(({ held }) => held.length > 0));
  const driver = await pages.page(lab, { settings: { speed: 1 } });
  const { page } = driver;
  await driver.ready();
  const { head } = await driver.position();
  await page.keyboard.press('x');
  // The kernel has sent it again, and the picture shows it.
  await expect.poll(() => driver.position().then(({ cursor }) => cursor)).toBeGreaterThan(head + 3);
  expect(await sentence(page)).toContain('You dropped');
  await expect.poll(() => sentence(page)).toMatch(/again, after [\d.]+ s/);
  await page.close();
});

test('the trail tells a screen reader of each press once, lists the last ten, opens on demand, and leads to each event and back', async () => {
  const driver = await pages.page(moments.beforeSend());
  const { page } = driver;
  await driver.ready();
  await expect.poll(() => trail(page).then(({ length }) => length)).toBeGreaterThan(3);
  await page.evaluate(() => {
    const spoken: string[] = [];
    const log = document.querySelector('[data-part="trail"]')!;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node instanceof HTMLLIElement) spoken.push(node.innerText);
    }).observe(log, { childList: true, subtree: true });
    Object.assign(window, { spoken });
  });
  for (let i = 0; i < 5; i += 1) await driver.next();
  const newest = await sentence(page);
  await expect.poll(() => trail(page)).toHaveLength(10);
  await expect.poll(() => trail(page).then((told) => told.at(-1))).toBe(newest);
  const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  expect(spoken).toHaveLength(5);
  const log = page.locator('[data-part="trail"]');
  expect(await log.getAttribute('role')).toBe('log');
  expect(await log.getAttribute('aria-live')).toBe('polite');
  // Nothing is in the way of Tab, or of the eye, before it is opened.
  expect(await log.locator('button[tabindex="0"]').count()).toBe(0);
  await page.locator('[data-part="trail-toggle"]').click();
  const { head } = await driver.position();
  const earlier = log.getByRole('button', { name: /send\(\) returned 7/ });
  await earlier.press('Enter');
  await expect.poll(() => sentence(page)).toContain('send() returned 7');
  expect((await driver.position()).cursor).toBeLessThan(head);
  await expect.poll(() => log.locator('[aria-current]').innerText()).toContain('send() returned 7');
  // Later sentences are still there, so that one finds the way back.
  await log.getByRole('button').last().click();
  await expect.poll(() => sentence(page)).toBe(newest);
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-part="trail-toggle"]').getAttribute('aria-expanded')).toBe('false');
  expect(driver.complaints).toEqual([]);
  await page.close();
});

test('a flood is summed up, and shown once more slowly, in each language', async () => {
  const lab = RecordedLab.at('L15', ({ programs }) =>
    Object.values(programs.client?.results ?? {}).some(
      (result) => result.is === 'call' && result.name === 'send',
    ),
  );
  const driver = await pages.page(lab);
  const { page } = driver;
  await driver.ready();
  await driver.settled();
  const { head } = await driver.position();
  for (const [language, slowly, summed] of [
    ['en', 'Slow motion', /\d+ segments carried [\d.]+ KiB to the server/],
    ['zh', '慢动作', /\d+ 个报文段向服务端送去 [\d.]+ KiB/],
  ] as const) {
    await driver.speak(language);
    await expect.poll(() => sentence(page)).toMatch(summed);
    const button = page.getByRole('button', { name: slowly });
    await button.click();
    await expect.poll(() => driver.position().then(({ cursor }) => cursor)).toBeLessThan(head);
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await button.click();
    await expect.poll(() => driver.position().then(({ cursor }) => cursor)).toBe(head);
    expect(await sentence(page)).toMatch(summed);
  }
  await page.close();
});

test('a buffer that is said to be full shows what fills it, in each language', async () => {
  const lab = RecordedLab.at(
    'L15',
    ({ atRest, calls }) =>
      atRest && Object.values(calls).some(({ name, blockedAt }) => name === 'send' && blockedAt !== null),
  );
  const driver = await pages.page(lab);
  await driver.ready();
  for (const [language, full, shown] of [
    ['en', 'full', /with overhead [\d.]+ KiB \/ 8 KiB/],
    ['zh', '满', /含开销 [\d.]+ KiB \/ 8 KiB/],
  ] as const) {
    await driver.speak(language);
    await expect.poll(() => sentence(driver.page)).toContain(full);
    const head = driver.page.locator('section[data-anchor^="buffer:send:"][data-waits] h3 + span');
    await expect.poll(() => head.innerText()).toMatch(shown);
  }
  await driver.page.close();
});

test('a recording is gone forward to each retransmission, which says how long its kernel has waited', async () => {
  const driver = await pages.page(null, { query: '?replay=L22' });
  const { page } = driver;
  const again = page.getByRole('button', { name: 'To the next retransmission' });
  const waits: string[] = [];
  await again.waitFor();
  while (await again.isVisible()) {
    await again.click();
    waits.push(/after ([\d.]+) s/.exec(await sentence(page))?.[1] ?? '?');
  }
  expect(waits.length).toBeGreaterThanOrEqual(4);
  expect(waits).not.toContain('?');
  // The waits double from the second on: the first is that of a tail loss probe (RFC 8985 §7).
  for (let i = 2; i < waits.length; i += 1) expect(Number(waits[i]) / Number(waits[i - 1])).toBeCloseTo(2, 0);
  await page.close();
});
