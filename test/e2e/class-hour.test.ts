import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser } from 'playwright';
import { closePages } from '../support/devices.ts';
import { lacks } from '../support/machine.ts';
import { PageDriver } from '../support/page-driver.ts';
import { ServerProcess } from '../support/server-process.ts';
import { sharedBrowser } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'the script of a class');

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

const line = ({ page }: PageDriver) => page.locator('[data-part="class-line"]');
const card = ({ page }: PageDriver) => page.locator('[data-part="vote"]');
const badge = ({ page }: PageDriver) => page.locator('[data-part="class-badge"]');
const headOf = async (one: PageDriver): Promise<number> => (await one.position()).head;

test.skipIf(missing !== undefined)(
  '[CLASS1] [VOTE4] [OWN1] [OWN3] [STORE3] [STORE7] [HAND2] the 45 minutes of a class: begun, followed, asked twice, taken along, in labs of their own, over the server’s death, back, a segment in a student’s hand, and ended',
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'socketscope-hour-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const serving = async (port: string): Promise<ServerProcess> => {
      const args = ['--port', port, '--data', data, '--lab-hosts', '1'];
      const started = await ServerProcess.serving(args);
      onTestFinished(async () => void (await started.stop('SIGKILL')));
      return started;
    };
    const server = await serving('0');
    const { address } = server;

    // 0–2: the class begins, and three come in, by the code and by the link.
    const presenter = await PageDriver.open(browser, address);
    const press = (name: string) => presenter.page.getByRole('button', { name, exact: true }).click();
    await presenter.ready();
    const code = await presenter.beginClass();
    await presenter.page.keyboard.press('Escape');
    const phone = await PageDriver.open(browser, `${address}?page=`, {
      language: 'zh',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    const form = phone.page.locator('[data-part="join-class"]');
    await form.locator('input').fill(code);
    await form.getByRole('button').click();
    const [laptop, third] = await Promise.all([
      PageDriver.open(browser, `${address}#/class/${code}`),
      PageDriver.open(browser, `${address}#/class/${code}`),
    ]);
    await badge(presenter).filter({ hasText: '3' }).waitFor();

    // 5–12: L1, which they follow.
    await presenter.nextUntil(/Predict first/);
    for (const one of [laptop, third]) await expect.poll(() => one.hasHeadOf(presenter)).toBe(true);

    // 12–15: the prediction is asked twice, and shown beside what happened.
    await presenter.page.locator('[data-part="primary"]:visible').click();
    await press('Ask the class');
    const answered = (count: string) =>
      presenter.page.locator('[data-part="answered"]', { hasText: count }).waitFor();
    await card(phone).getByRole('radio').first().tap();
    await card(laptop).getByRole('radio').nth(2).check();
    await answered('2/3');
    await press('Lock');
    await press('Ask again');
    await card(phone).getByText('你第一轮的回答').waitFor();
    await card(phone).getByRole('radio').nth(1).tap();
    for (const one of [laptop, third]) await card(one).getByRole('radio').nth(1).check();
    await answered('3/3');
    await press('Lock');
    await presenter.nextUntil(/Show the answers/);
    await press('Show the answers');
    await card(laptop).getByText('As you thought').waitFor();
    await presenter.page.locator('[data-part="primary"]', { hasText: 'Close the question' }).click();

    // 15–17: the next lesson, on the same link.
    await presenter.page.goto(`${address}?lesson=L19&lang=en`);
    await presenter.ready();
    for (const one of [laptop, third]) await expect.poll(() => one.hasHeadOf(presenter)).toBe(true);

    await third.page.reload();
    await expect.poll(() => third.hasHeadOf(presenter)).toBe(true);

    // 17–25: labs of their own, in pairs.
    await badge(presenter).click();
    await press('Now you…');
    const sheet = presenter.page.locator('dialog[open]');
    await sheet.getByText(/^3 devices follow/).waitFor();
    await sheet.getByRole('radio', { name: /In pairs/ }).check();
    await press('Give them their labs');
    await line(presenter)
      .getByText(/2 at work/)
      .waitFor();
    const labOf = async (one: PageDriver): Promise<number> => {
      await line(one)
        .getByText(/Your own lab, number|这是你自己的实验/)
        .waitFor();
      return Number(/\d/.exec(await line(one).innerText())?.[0]);
    };
    const labs = await Promise.all([phone, laptop, third].map(labOf));
    expect(labs.toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
    const shared = labs.find((lab, i) => labs.indexOf(lab) !== i)!;
    const alone = [phone, laptop, third].find((_, i) => labs[i] !== shared)!;
    const pair = [phone, laptop, third].filter((one) => one !== alone);
    const primaryOf = ({ page }: PageDriver) => page.locator('[data-part="primary"]:visible');
    // Both of a pair may press, and both see what came of it.
    for (const one of pair) {
      await one.ready();
      const before = await primaryOf(one).innerText();
      await primaryOf(one).click();
      for (const other of pair) await expect.poll(() => primaryOf(other).innerText()).not.toBe(before);
    }
    await alone.ready();
    const wasAt = await alone.primary();

    // The server is killed, and everybody is back where they were.
    for (const { page } of [presenter, phone, laptop, third]) await page.waitForLoadState('networkidle');
    await server.stop('SIGKILL');
    for (const { page } of [presenter, phone, laptop, third])
      await page.locator('[data-part="lost"]').waitFor();
    await serving(new URL(address).port);
    expect(await Promise.all([phone, laptop, third].map(labOf))).toEqual(labs);
    await expect.poll(() => alone.primary()).toBe(wasAt);
    await line(presenter)
      .getByText(/2 at work/)
      .waitFor();

    // One press brings all back.
    await press('Bring all back');
    await presenter.ready();
    for (const one of [phone, laptop, third])
      await line(one)
        .getByText(/Your own lab, number|这是你自己的实验/)
        .waitFor({ state: 'detached' });

    // 25–30: a student delivers a segment.
    await third.page.locator('[data-part="raise-hand"]').click();
    await presenter.page.locator('[data-part="hands-badge"]', { hasText: '1' }).click();
    const hands = presenter.page.locator('[data-part="hands-sheet"]');
    await hands.locator('ol li').getByRole('button', { name: 'Wire' }).click();
    await hands.getByRole('button', { name: 'Take back' }).waitFor();
    await presenter.page.keyboard.press('Escape');
    await presenter.nextUntil(/Deliver/);
    await third.settled();
    const delivered = await headOf(third);
    await primaryOf(third).filter({ hasText: 'Deliver' }).click();
    await expect.poll(() => headOf(presenter)).toBeGreaterThan(delivered);
    for (const one of [laptop, third]) await expect.poll(() => one.hasHeadOf(presenter)).toBe(true);
    await presenter.page.locator('[data-part="hands-badge"]').click();
    await hands.getByRole('button', { name: 'Take back' }).click();
    await presenter.page.keyboard.press('Escape');

    // 42–45: the answers are saved, and the class ends.
    await badge(presenter).click();
    await press('Questions and answers…');
    const [file] = await Promise.all([
      presenter.page.waitForEvent('download'),
      press('Save the answers (CSV)'),
    ]);
    const rows = readFileSync(await file.path(), 'utf8')
      .split('\r\n')
      .slice(1, -1);
    expect(rows).toHaveLength(6);
    expect(rows.map((row) => /,(\d),(\d),.*,(\d+),[\d.]+,(?:yes|no)$/.exec(row)?.slice(1).join(' '))).toEqual(
      ['1 1 1', '1 2 0', '1 3 1', '2 1 0', '2 2 3', '2 3 0'],
    );
    await presenter.page.keyboard.press('Escape');
    await badge(presenter).click();
    await press('End class');
    await press('End it');
    await line(laptop).getByText('The class has ended').waitFor();
    await line(phone).getByText('已经下课').waitFor();
    const complaints = [presenter, phone, laptop, third].flatMap((one) => one.complaints);
    expect(complaints.filter((text) => !/WebSocket|net::ERR_/.test(text))).toEqual([]);
  },
);
