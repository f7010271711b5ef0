import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moments } from '../support/moments.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

describe('the stage', () => {
  test('a held segment: send() has returned, the bytes stay; delivered, they lie with the receiver', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab);
    await driver.ready();
    await driver.next();
    await driver
      .column('Client')
      .getByRole('listitem')
      .filter({ hasText: 's.send' })
      .getByText('7', { exact: true })
      .waitFor();
    expect(await driver.buffer('Client', 'Send').getAttribute('aria-label')).toMatch(/7 B/);
    expect(await driver.buffer('Server', 'Receive').getAttribute('aria-label')).toMatch(/0 B/);
    expect(await driver.chips.count()).toBe(1);
    const chip = driver.chips.first();
    const { seq, ack, payloadBytes } = lab.state.wire.chips.find(({ held }) => held.length > 0)!.held[0]!
      .headers;
    expect(seq).not.toBe(ack);
    expect(await figures(chip)).toMatchObject({ seq: '1', ack: '1', len: String(payloadBytes) });
    await driver.page.keyboard.press('d');
    await expect.poll(() => driver.buffer('Server', 'Receive').getAttribute('aria-label')).toMatch(/7 B/);
    await driver.page.keyboard.press('End');
    // Bytes that are not acknowledged stay in the send buffer.
    expect(await driver.buffer('Client', 'Send').getAttribute('aria-label')).toMatch(/7 B/);
    expect(await figures(driver.chips.first())).toMatchObject({ seq: '1', ack: '8', len: '0' });
    expect(lab.done.map(({ command }) => command.type)).toEqual(['run', 'deliver']);
    await driver.page.close();
  });

  test('[LESSON9] two presses of the button at once make one move: the second only shows what came of it', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab);
    await driver.ready();
    await driver.page.locator('[data-part="primary"]:visible').evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await driver.ready();
    expect(lab.done.map(({ command }) => command.type)).toEqual(['run']);
    expect(lab.refused).toEqual([]);
    await driver.page.close();
  });

  test('the keys ask for what their names say', async () => {
    const lab = moments.bothCanGoOn();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    lab.refusal = { code: 'rate-limited' };
    const [held] = lab.state.wire.chips.filter((chip) => chip.held.length > 0);
    const asked = { chip: held!.chip };
    for (const [key, command] of [
      ['c', { type: 'step', program: 'client', thread: 'client/main' }],
      ['s', { type: 'step', program: 'server', thread: 'server/main' }],
      ['a', { type: 'run-on' }],
      ['d', { type: 'deliver', ...asked }],
      ['x', { type: 'drop', ...asked }],
      ['w', { type: 'wire', settings: { ...lab.state.wire.settings, mode: 'auto' } }],
    ] as const) {
      const before = lab.refused.length;
      await page.keyboard.press(key);
      await expect.poll(() => lab.refused.slice(before), { message: key }).toEqual([command]);
    }
    await page.close();
  });

  test('in each language and window nothing is cut off, and the buttons of a segment ask for what they say', async () => {
    const lab = moments.bytesOnTheWire();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    lab.refusal = { code: 'rate-limited' };
    for (const [language, deliver, drop] of [
      ['en', 'Deliver', 'Drop'],
      ['zh', '递送', '丢弃'],
    ] as const) {
      await driver.speak(language);
      const before = lab.refused.length;
      const asked = (): string[] => lab.refused.slice(before).map(({ type }) => type);
      const chip = page.locator('[data-chip]').first();
      await chip.getByRole('button', { name: deliver }).click();
      await expect.poll(asked).toEqual(['deliver']);
      await chip.getByRole('button', { name: drop }).click();
      await expect.poll(asked).toEqual(['deliver', 'drop']);
      for (const [width, height] of [
        [1440, 900],
        [390, 844],
        [1280, 720],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page
          .getByRole('tabpanel')
          .first()
          .waitFor({ state: width < 600 ? 'attached' : 'detached' });
        const beyond = (): Promise<{ across: number; down: number }> =>
          page.evaluate(() => {
            const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
            return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
          });
        const size = `${width} × ${height} in ${language}`;
        // On a phone the page may be longer than the window.
        const fits = async (): Promise<boolean> => {
          const { across, down } = await beyond();
          return across <= 0 && (down <= 0 || width < 600);
        };
        await expect.poll(fits, { message: size }).toBe(true);
      }
    }
    await page.close();
  });

  test('scrubbing back and forth gives the same picture as live, at each moment', async () => {
    const driver = await pages.page(moments.question());
    const { page } = driver;
    await page.locator('[data-part="prediction"]').getByRole('button', { name: 'Only watch' }).click();
    const live = new Map<number, string>();
    for (let i = 0; i < 8; i += 1) {
      await driver.next();
      // The outcome of the question takes the goal's place, and comes only once.
      if ((await page.locator('[data-is="answers"]').count()) > 0) await page.keyboard.press('Escape');
      // The code that shows a segment's bytes is fetched when the first one has some.
      const carries = page.locator('[data-chip]', { hasText: /len\s*7/ });
      if ((await carries.count()) > 0) await carries.locator('[data-bytes]').first().waitFor();
      const { cursor, picture } = await driver.moment(({ cursor: at, head }) => at === head);
      live.set(cursor, picture);
    }
    for (const [seq, picture] of [...live].toReversed()) {
      await page.locator('[data-part="scrubber"]').fill(String(seq));
      expect((await driver.position()).cursor).toBe(seq);
      expect(withoutLive(await driver.stage()), `event ${seq}`).toBe(withoutLive(picture));
    }
    await page.keyboard.press('Home');
    const { cursor } = await driver.position();
    expect(cursor).toBeLessThan(Math.min(...live.keys()));
    await page.keyboard.press('End');
    expect(await page.locator('[data-part="mode"]').getAttribute('data-mode')).toBe('live');
    await page.close();
  });

  test('in the past a step says why nothing happens; Space comes back, and twice runs nothing', async () => {
    const lab = moments.bytesOnTheWire();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    const said = page.locator('output', { hasText: 'You are looking at the past' });
    const steps = async (): Promise<void> => {
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('c');
      await said.waitFor();
    };
    // A remark about the past does not stand over a page that is live again.
    await steps();
    await page.keyboard.press('End');
    await expect.poll(() => said.count(), { timeout: 1000 }).toBe(0);
    await steps();
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    expect(await page.locator('[data-part="mode"]').getAttribute('data-mode')).toBe('live');
    expect([...lab.done, ...lab.refused]).toEqual([]);
    await page.close();
  });

  test('is told by itself, one event after the other, up to the rest', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab, { reducedMotion: 'no-preference' });
    await driver.ready();
    const { head } = await driver.position();
    await driver.page.locator('[data-part="primary"]').click();
    await driver.ready();
    const { cursor } = await driver.position();
    expect(cursor).toBe(lab.state.seq);
    expect(cursor).toBeGreaterThan(head);
    await driver.page.close();
  });

  test('the listener shows who waits in its accept queue, and how many may', async () => {
    const lab = RecordedLab.at('L7', ({ sockets }) =>
      Object.values(sockets).some(({ state, kernel }) => state === 'LISTEN' && (kernel.rqueue ?? 0) > 0),
    );
    const listener = Object.values(lab.state.sockets).find(({ state }) => state === 'LISTEN')!;
    const driver = await pages.page(lab);
    await driver.page.locator('[data-line]').first().waitFor();
    const queue = driver.page.locator('[data-host="server"] [data-anchor^="queue:"]').first();
    const { rqueue, wqueue } = listener.kernel;
    expect(rqueue).not.toBe(wqueue);
    expect(await queue.innerText()).toMatch(new RegExp(`${rqueue}\\D+${wqueue}`));
    await driver.page.close();
  });

  test('the whole of a variable and of the output: by pointer, by keyboard and by touch; Escape closes it', async () => {
    const lab = RecordedLab.at('L1', ({ programs }) =>
      (programs['server']?.output ?? []).some((printed) => printed.startsWith('received:')),
    );
    const driver = await pages.page(lab, { hasTouch: true });
    const { page } = driver;
    const card = page.locator('[data-part="whole-value"]');
    const data = page.locator('[data-whole="server:data"]');
    await data.hover({ position: { x: 4, y: 4 } });
    await card.getByText("b'nihaoma'").waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await page.mouse.move(5, 5);
    await data.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => card.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(await data.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.locator('[data-whole="server"]').tap();
    await expect.poll(() => card.locator('pre').innerText()).toMatch(/^client: .*\nreceived: nihaoma$/);
    await page.close();
  });

  test('the log has the instant shown in sight after every jump, the first one too', async () => {
    const driver = await pages.page(null, { query: '?replay=L15' });
    const { page } = driver;
    const current = page.locator('[data-part="log"] [aria-current]');
    await current.waitFor();
    const inSight = (): Promise<boolean> =>
      current.evaluateAll(([row]) => {
        const { left, top, height } = row?.getBoundingClientRect() ?? new DOMRect();
        return row?.contains(document.elementFromPoint(left + 20, top + height / 2)) === true;
      });
    for (const key of ['End', 'Home', 'End']) {
      await page.keyboard.press(key);
      const { cursor, head } = await driver.position();
      expect(cursor === head).toBe(key === 'End');
      await expect.poll(inSight, { message: key }).toBe(true);
    }
    // A reader who has scrolled away gets it back with the next step, and with the step back.
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowLeft');
    await expect.poll(inSight).toBe(true);
    await page.locator('[data-part="log"] div').evaluate((list) => list.scrollTo({ top: 0 }));
    await current.waitFor({ state: 'detached' });
    for (const key of ['ArrowRight', 'ArrowLeft']) {
      await page.keyboard.press(key);
      await expect.poll(inSight, { message: `${key} after scrolling` }).toBe(true);
    }
    await page.close();
  });

  test('the log names each row’s own host', async () => {
    const lab = moments.bytesOnTheWire();
    // The 7 bytes arrive, and the server prints the client's address.
    lab.advance(2);
    const driver = await pages.page(lab);
    const row = (words: string) => driver.page.locator('[data-part="log"] li', { hasText: words }).last();
    const placeOf = (words: string) => row(words).locator('span').nth(1).innerText();
    await row('send(7 B').waitFor();
    expect(await placeOf('send(7 B')).toMatch(/^client$/i);
    expect(await placeOf('print client:')).toMatch(/^server$/i);
    await driver.page.close();
  });
});

/** Returns a segment's numbers, by the names that the page gives them. */
function figures(chip: ReturnType<PageDriver['column']>): Promise<Record<string, string>> {
  return chip
    .locator('dl')
    .evaluate((list) =>
      Object.fromEntries(
        [...list.querySelectorAll('dt')].map((name) => [
          name.textContent.toLowerCase(),
          name.nextElementSibling?.textContent ?? '',
        ]),
      ),
    );
}

/** In the past the wire says why it cannot be touched. That line is the only one that must differ. */
function withoutLive(stage: string): string {
  return stage.replaceAll(/ – You are looking at the past\..*$/gm, '');
}
