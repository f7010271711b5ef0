import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { axeViolationsInThemes } from '../../support/axe.ts';
import { closePages } from '../../support/devices.ts';
import { lacks } from '../../support/machine.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { sharedBrowser, sharedServer } from '../../support/shared-page.ts';

const server = sharedServer('loopback');
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

const cardOf = ({ page }: PageDriver) => page.locator('[data-part="vote"]');

/** Begins a class in L1, whose run stands before its question. */
async function classOfL1({ address } = server) {
  const presenter = await PageDriver.open(browser, address, { bypassCSP: true });
  await presenter.nextUntil(/Predict first/);
  const code = await presenter.beginClass();
  await presenter.page.keyboard.press('Escape');
  const link = `${address}#/class/${code}`;
  const phone = await PageDriver.open(browser, link, {
    language: 'zh',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    bypassCSP: true,
  });
  const laptop = await PageDriver.open(browser, link, {
    bypassCSP: true,
    viewport: { width: 1440, height: 900 },
  });
  await presenter.page.locator('[data-part="class-badge"]', { hasText: '2' }).waitFor();
  return { presenter, phone, laptop, code };
}

/** Collects what the server says of questions to a page that connects from now on. */
function votesTold(page: Page): string[] {
  const told: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"type":"vote"')) told.push(String(payload));
    }),
  );
  return told;
}

test('[VOTE1] [VOTE2] [VOTE3] [VOTE4] [VOTE6] [VOTE7] a presenter, a phone and a laptop in another language: a prediction in two rounds with reloads in between, shown beside what happened', async () => {
  const { presenter, phone, laptop, code } = await classOfL1();
  const press = (name: string | RegExp) => presenter.page.getByRole('button', { name, exact: true }).click();
  const counted = (figure: string) =>
    presenter.page.locator('[data-part="answered"]', { hasText: figure }).waitFor();
  const told = votesTold(laptop.page);

  await presenter.page.locator('[data-part="primary"]:visible').click();
  await press('Ask the class');
  await counted('0/2');
  await cardOf(phone).getByText('要走过几个报文段').waitFor();
  await cardOf(laptop).getByText('How many segments have to cross').waitFor();
  for (const page of [phone, laptop, presenter])
    expect(await axeViolationsInThemes(page.page, '[data-part="vote"]')).toEqual([]);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await cardOf(phone).getByRole('radio').first().tap();
  await cardOf(phone).getByText('你的回答已计入').waitFor();
  await counted('1/2');
  // Nobody sees how the answers are spread.
  expect(await cardOf(presenter).innerText()).not.toMatch(/%|1 answer/);

  await Promise.all([phone, laptop].map(({ page }) => page.reload()));
  await expect.poll(() => cardOf(phone).getByRole('radio').first().isChecked()).toBe(true);
  await cardOf(phone).getByText('你的回答已计入').waitFor();
  await cardOf(laptop).getByText('You have not answered yet').waitFor();
  await laptop.page.keyboard.press('3');
  await counted('2/2');
  await laptop.page.keyboard.press('1');
  await expect.poll(() => cardOf(laptop).getByRole('radio').first().isChecked()).toBe(true);

  // The primary button takes the question's next turn.
  expect(await presenter.primary()).toMatch(/Lock/);
  await presenter.page.keyboard.press(' ');
  await cardOf(phone).getByText('已截止作答').waitFor();
  await presenter.page.reload();
  await cardOf(presenter).getByRole('button', { name: 'Ask again' }).click();
  await cardOf(phone).getByText('你第一轮的回答').waitFor();
  await cardOf(laptop).getByText('your first answer').waitFor();
  await laptop.page.keyboard.press('2');
  await counted('1/2');
  await press('Lock');
  await cardOf(phone).getByText('你没有作答').waitFor();

  // The phone has not answered, and keeps the card while the run goes on.
  await presenter.nextUntil(/Show the answers/);
  await cardOf(phone).getByText('你没有作答').waitFor();
  expect(told.join('\n')).not.toMatch(/rounds|happened|changes/);
  await press('Show the answers');
  for (const [page, happened] of [
    [phone, '实际发生的'],
    [laptop, 'this is what happened · your answer'],
    [presenter, 'this is what happened'],
  ] as const) {
    const real = cardOf(page).locator('li[data-happened]');
    await real.getByText(happened).waitFor();
    expect(await real.innerText()).toMatch(/SYN\+ACK/);
    expect(await axeViolationsInThemes(page.page, '[data-part="vote"]')).toEqual([]);
  }
  expect(told.join('\n')).toMatch(/rounds/);
  await cardOf(laptop).getByText('As you thought').waitFor();
  await cardOf(laptop).getByText('1 changed to the outcome, 0 away from it.').waitFor();
  expect(await cardOf(presenter).locator('li').first().innerText()).toMatch(/round 1\s+2 answers\s+100 %/);

  await presenter.page.locator('[data-part="primary"]', { hasText: 'Close the question' }).click();
  for (const page of [presenter, phone, laptop]) await cardOf(page).waitFor({ state: 'detached' });
  // The lesson does not ask once more, nor does it tell the outcome twice.
  for (const page of [presenter, phone, laptop])
    expect(await page.page.locator('[data-part="prediction"]').count()).toBe(0);

  await saved(presenter, code, [
    /^1,L1 segments,The client makes.*,1,1,One is enough.*,2,1\.000,no$/,
    /,1,2,Two: SYN.*,0,0\.000,yes$/,
    /,1,3,None.*,0,0\.000,no$/,
    /,2,1,One is enough.*,0,0\.000,no$/,
    /,2,2,Two: SYN.*,1,1\.000,yes$/,
    /,2,3,None.*,0,0\.000,no$/,
  ]);
  expect([presenter, phone, laptop].flatMap(({ complaints }) => complaints)).toEqual([]);
});

/** The presenter saves the answers, and the file has these rows. */
async function saved({ page }: PageDriver, code: string, rows: readonly RegExp[]): Promise<void> {
  await page.locator('[data-part="class-badge"]').click();
  await page.getByRole('button', { name: 'Questions and answers…' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the answers (CSV)' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`^socketscope-${code}-.*\\.csv$`));
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
  expect(lines.slice(1, -1)).toEqual(rows.map((row) => expect.stringMatching(row)));
}

test('[VOTE1] [VOTE5] [VOTE7] a question of one’s own: asked, answered by keys and by touch, put aside, shown with what is right, saved', async () => {
  const { presenter, phone, laptop, code } = await classOfL1();
  const press = (name: string) => presenter.page.getByRole('button', { name, exact: true }).click();
  await presenter.page.locator('[data-part="class-badge"]').click();
  await press('Questions and answers…');
  const sheet = presenter.page.locator('[data-part="ask-class"]');
  await sheet.waitFor();
  expect(await axeViolationsInThemes(presenter.page, '[data-part="ask-class"]')).toEqual([]);
  // The lesson's own question is offered, too.
  await sheet.getByText('How many segments have to cross').waitFor();
  await sheet.getByLabel('Question', { exact: true }).fill('Which end closes first?');
  await sheet.getByLabel('Option 1', { exact: true }).fill('=the client');
  await sheet.getByLabel('Option 2', { exact: true }).fill('the server, "always"');
  await sheet.getByLabel('right').first().check();
  await sheet.getByRole('button', { name: 'Ask', exact: true }).last().click();
  for (const page of [phone, laptop]) await cardOf(page).getByText('Which end closes first?').waitFor();
  await laptop.page.keyboard.press('1');
  await cardOf(laptop).getByText('Your answer counts').waitFor();
  await cardOf(laptop).getByRole('button', { name: 'Put the question aside' }).click();
  await cardOf(laptop).getByText('Your answer counts').waitFor();
  expect(await cardOf(laptop).getByRole('radio').count()).toBe(0);
  await cardOf(laptop).getByRole('button', { name: 'Show' }).click();
  await cardOf(phone).getByText('the server').tap();
  await presenter.page.locator('[data-part="answered"]', { hasText: '2/2' }).waitFor();
  await press('Lock');
  await press('Show the answers');
  await cardOf(phone).getByText('你答错了').waitFor();
  await cardOf(laptop).getByText('Your answer is right').waitFor();
  const right = cardOf(phone).locator('li[data-happened]');
  await right.getByText('正确答案').waitFor();
  expect(await right.innerText()).toMatch(/=the client[^]*1 人\s*50%/);
  await presenter.page.locator('[data-part="primary"]', { hasText: 'Close the question' }).click();
  // The lesson asks its own question again, which waited meanwhile.
  await presenter.page.locator('[data-part="prediction"][data-is="asks"]').waitFor();
  await saved(presenter, code, [
    /^1,own,Which end closes first\?,1,1,'=the client,1,0\.500,yes$/,
    /^1,own,Which end closes first\?,1,2,"the server, ""always""",1,0\.500,no$/,
  ]);
  expect([presenter, phone, laptop].flatMap(({ complaints }) => complaints)).toEqual([]);
});

const missing = lacks('user-namespaces', 'a question whose server is killed');

test.skipIf(missing !== undefined)(
  '[STORE6] pages whose server is killed in the midst of a question have it again by themselves, with all that was counted',
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'socketscope-vote-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const serving = async (port: string): Promise<ServerProcess> => {
      const args = ['--port', port, '--data', data, '--network', 'loopback', '--lab-hosts', '1'];
      const started = await ServerProcess.serving(args);
      onTestFinished(async () => void (await started.stop('SIGKILL')));
      return started;
    };
    const first = await serving('0');
    const { presenter, phone, laptop } = await classOfL1(first);
    await presenter.page.locator('[data-part="primary"]:visible').click();
    await presenter.page.getByRole('button', { name: 'Ask the class' }).click();
    await cardOf(phone).getByRole('radio').nth(1).tap();
    await cardOf(phone).getByText('你的回答已计入').waitFor();
    await first.stop('SIGKILL');
    await phone.page.locator('[data-part="lost"]').waitFor();
    // An answer that is given meanwhile is sent as soon as there is a server again.
    await cardOf(laptop).getByRole('radio').nth(2).check();
    await serving(new URL(first.address).port);
    const backAtMs = performance.now();
    await cardOf(laptop).getByText('Your answer counts').waitFor();
    await presenter.page.locator('[data-part="answered"]', { hasText: '2/2' }).waitFor();
    console.info(
      `the answers were complete ${(performance.now() - backAtMs).toFixed(0)} ms after the server`,
    );
    expect(await cardOf(phone).getByRole('radio').nth(1).isChecked()).toBe(true);
    await cardOf(presenter).getByRole('button', { name: 'Lock' }).click();
    await cardOf(presenter).getByText('The answers, for whoever sees this screen').click();
    expect(await cardOf(presenter).locator('details li').allInnerTexts()).toEqual([
      expect.stringMatching(/0 answers/),
      expect.stringMatching(/1 answer/),
      expect.stringMatching(/1 answer/),
    ]);
  },
);
