import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import sirv from 'sirv';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import { firstMoment } from '../../shared/lessons/first-moment.ts';
import { l01 } from '../../shared/lessons/l01.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { ENTRIES } from '../../shared/content/reference/index.ts';
import { findStatement, STATEMENTS } from '../../shared/content/source-map/index.ts';
import { axeViolationsButColours, axeViolationsInThemes } from '../support/axe.ts';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { sharedBrowser } from '../support/shared-page.ts';

const built = fileURLToPath(new URL('../../dist/client', import.meta.url));
const MOMENT = '[data-part="moment"]';
const TERM = '[data-part="term"]';

/* A static host under a path of its own has no server of ours behind it, so that the pages must need none. */
let browser: Browser;
let host: Server;
let address: string;
beforeAll(async () => {
  browser = await sharedBrowser();
  const files = sirv(built, { etag: true, maxAge: 600 });
  host = createServer((request, response) => {
    request.url = (request.url ?? '').replace(/^\/some\/path/, '');
    files(request, response, () => {
      response.writeHead(404).end('There is nothing here.\n');
    });
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/some/path/`;
});
afterAll(async () => {
  await closePages(browser);
  host.close();
});

function open(
  query: string,
  options: BrowserContextOptions & { language?: 'zh' | 'en' } = {},
): Promise<PageDriver> {
  return PageDriver.open(browser, new URL(query, address).href, options);
}

function recordingOf(name: string): readonly LabEvent[] {
  const file = new URL(`../../client/public/recordings/${name}.ndjson`, import.meta.url);
  return readRecording(readFileSync(file, 'utf8')).events;
}

function momentOf(id: string): number {
  const { lesson, variation, fact } = findStatement(id)!;
  return firstMoment(recordingOf(variation === undefined ? lesson : `${lesson}.${variation}`), fact)!;
}

/** Leads the page to another address of this host, which opens faster than on a page of its own. */
async function goTo(page: Page, query: string): Promise<void> {
  const url = new URL(query, address);
  url.searchParams.set('lang', 'en');
  await page.goto(url.href);
}

const bare = (sentence: string): string => sentence.replaceAll(/[`*]/g, '');

describe('the map of the source lesson', () => {
  let driver: PageDriver;
  beforeAll(async () => {
    driver = await open('?page=map');
  });
  afterAll(() => driver.page.close());

  test('leads to the moment, and the moment back to the map', async () => {
    const { page } = driver;
    await goTo(page, '?page=map');
    for (const id of ['caution-4', 'send-buffer', 'erratum-recv-reset']) {
      await page.locator(`#${id} [data-part="see"]`).click();
      await page.locator(MOMENT).waitFor();
      expect(await page.locator(MOMENT).innerText()).toContain(bare(findStatement(id)!.text.en));
      expect((await driver.position()).cursor).toBe(momentOf(id));
      expect(await page.locator('[data-part="mode"]').getAttribute('data-mode')).toBe('recording');
      // Elsewhere in the recording the page offers the way back to the moment.
      await page.keyboard.press('Home');
      await page.locator(MOMENT).getByRole('button', { name: 'To the moment' }).click();
      expect((await driver.position()).cursor).toBe(momentOf(id));
      await page.locator(MOMENT).getByRole('link', { name: 'Map' }).click();
      await page.locator(`#${id}:target`).waitFor();
    }
    expect(driver.complaints).toEqual([]);
  });

  test('each moment opens with what it claims in sight at 1280 × 720', async () => {
    const { page } = driver;
    for (const [id, evidence] of [
      ['caution-3', '[data-anchor="line:client:3"]'],
      ['caution-7', '[data-anchor="line:server:6"]'],
      ['caution-7-back', '[data-anchor="line:client:3"]'],
      ['server-2-tuple', '[data-anchor="line:server:3"]'],
      ['erratum-any-address', '[data-anchor="output:server"]'],
      ['client-family', '[data-anchor="output:client"]'],
    ] as const) {
      const { lesson, variation } = findStatement(id)!;
      const query = new URLSearchParams({
        replay: lesson,
        ...(variation !== undefined && { variation }),
        see: id,
      });
      await goTo(page, `?${query}`);
      await page.locator(MOMENT).waitFor();
      expect((await driver.position()).cursor, id).toBe(momentOf(id));
      const seen = (): Promise<boolean> =>
        page
          .locator(evidence)
          .first()
          .evaluate((element) => {
            const { left, top, height } = element.getBoundingClientRect();
            const hit = document.elementFromPoint(left + 40, top + height / 2);
            return hit !== null && element.contains(hit);
          });
      await expect.poll(seen, { message: id }).toBe(true);
    }
  });

  test('has no link that leads nowhere', async () => {
    const { page } = driver;
    await goTo(page, '?page=map');
    await page.locator('[data-part="see"]').first().waitFor();
    await driver.speak('zh');
    const hrefs = (selector: string): Promise<string[]> =>
      page.locator(selector).evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    expect(await hrefs('[data-part="see"]')).toEqual(
      STATEMENTS.map(({ id, lesson, variation }) =>
        variation === undefined
          ? `?replay=${lesson}&see=${id}&lang=zh`
          : `?replay=${lesson}&variation=${variation}&see=${id}&lang=zh`,
      ),
    );
    const live = await hrefs('[data-part="see"] + a');
    expect(live.every((href) => /^\?lesson=L\d+(&variation=[a-z0-9-]+)?&lang=zh$/.test(href))).toBe(true);
    expect(driver.complaints).toEqual([]);
  });

  test('an address that leads astray says what is wrong, and offers a way on', async () => {
    const { page } = driver;
    for (const [query, sentence] of [
      ['?replay=L99', /no lesson “L99”/],
      ['?replay=', /no lesson “”/],
      ['?replay=L10&variation=none', /recording is not here/],
      ['?replay=L10&see=unheard-of', /no statement “unheard-of”/],
      ['?replay=L10&see=caution-4', /seen in L4/],
      ['?replay=L10&at=99999', /no event “99999”: it has events 1 to \d+/],
      ['?replay=L10&at=soon', /no event “soon”/],
    ] as const) {
      await goTo(page, query);
      await page.getByText(sentence).waitFor();
      expect(await page.getByRole('link', { name: /^Map/ }).count(), query).toBeGreaterThan(0);
    }
    expect(driver.complaints).toEqual([]);
  });

  test('a page that does not exist is said to be none, with those there are and the home page under it', async () => {
    const { page } = driver;
    await page.goto(new URL('?page=unheard-of&lang=zh', address).href);
    const line = page.locator('[data-part="no-page"]');
    await line.getByText('这里没有“unheard-of”这个页面').waitFor();
    expect(await line.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      '#lessons',
      '?page=map&lang=zh',
      '?page=reference&lang=zh',
    ]);
    await page.locator('[data-part="begin"]').waitFor();
    await page.goto(new URL('?lang=zh', address).href);
    await page.locator('[data-part="begin"]').waitFor();
    expect(await line.count()).toBe(0);
  });

  test('a lesson, live, on a host that has no labs, is offered as its recording', async () => {
    const { page } = driver;
    await goTo(page, '?lesson=L5');
    await page.getByRole('button', { name: 'Play the recorded L5' }).first().click();
    await page.locator('[data-mode="recording"] [data-line]').first().waitFor();
    expect(await page.locator('[data-part="lesson"]').innerText()).toContain('L5');
  });

  test('a recorded lesson stops where it asks live, and shows what was said beside what happened', async () => {
    const walkthrough = new Walkthrough(l01);
    let state = EMPTY_LAB_STATE;
    for (const event of recordingOf('L1')) {
      state = applyEvent(state, event);
      walkthrough.see(event, state);
    }
    const { asked, answered } = walkthrough.span(l01.predictions[0]!.id)!;
    const driver = await open(`?replay=L1&at=${asked - 2}`);
    const { page } = driver;
    const card = (is: string) => page.locator(`[data-part="prediction"][data-is="${is}"]`);
    await page.locator(MOMENT).waitFor();
    // The lesson is loaded a moment after the recording, and only then is it known what it asks.
    await page.locator('[data-part="goal"]').waitFor();
    for (let i = 0; i < 4; i += 1) await page.keyboard.press(']');
    await page.keyboard.press('Space');
    await card('asks').waitFor();
    expect((await driver.position()).cursor).toBe(asked);
    // Nothing is locked: the learner may look around, and go on without an answer.
    expect(await driver.primary()).toContain('Play');
    await page.keyboard.press('ArrowRight');
    await card('asks').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Space');
    await card('asks').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    // It plays on by itself, up to the answer.
    await card('answers').waitFor();
    expect((await driver.position()).cursor).toBe(answered);
    expect(await card('answers').getAttribute('aria-label')).toBe('It went differently');
    await page.keyboard.press('Enter');
    await card('answers').waitFor({ state: 'detached' });
    await expect.poll(async () => (await driver.position()).cursor > answered!).toBe(true);
    expect(driver.complaints).toEqual([]);
    // An answer to a recording is not sent to any lab, and each showing asks anew.
    expect(await page.evaluate(() => Object.keys(sessionStorage).join())).not.toContain('predicted');
    await page.close();
  });

  test('a recording that cannot be fetched can be asked for again', async () => {
    const { page } = driver;
    let refuse = true;
    await page.route('**/recordings/L5.ndjson', (route) => (refuse ? route.abort() : route.continue()));
    await goTo(page, '?replay=L5&at=60');
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    refuse = false;
    await again.click();
    await page.locator(MOMENT).waitFor();
    expect((await driver.position()).cursor).toBe(60);
    await page.unroute('**/recordings/L5.ndjson');
  });

  test('a moment can be passed on: the link that the menu copies opens it', async () => {
    const driver = await open('?replay=L13', { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = driver;
    await page.locator('[data-line]').first().waitFor();
    for (let i = 0; i < 7; i += 1) await page.keyboard.press('ArrowRight');
    const { cursor } = await driver.position();
    await page.locator('[data-part="menu"]').click();
    await page.getByRole('button', { name: /Copy the link to this moment/ }).click();
    await page.getByText('Link copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto(link);
    await page.locator(MOMENT).waitFor();
    expect((await driver.position()).cursor).toBe(cursor);
    await page.close();
  });
});

describe('the reference', () => {
  test('opens at the entry of its link, and is narrowed by what is typed', async () => {
    const driver = await open('?page=reference&of=RECV');
    const { page } = driver;
    await page.locator('[data-meant] #recv').waitFor();
    await expect.poll(async () => (await page.locator('#recv').boundingBox())!.y < 200).toBe(true);
    const entries = page.locator('article');
    expect(await entries.count()).toBe(ENTRIES.length);
    const filter = page.getByRole('searchbox');
    await filter.fill('epipe');
    expect(await entries.count()).toBeLessThan(8);
    expect(await entries.first().innerText()).toContain('BrokenPipeError');
    await filter.fill('no such thing');
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await entries.count()).toBe(ENTRIES.length);
    await page.goto(new URL('?page=reference&of=nothing&lang=en', address).href);
    await page.getByText('no entry “nothing”').waitFor();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('explains by touch, and its sheet says the rest', async () => {
    const driver = await open('?replay=L10&at=66', { viewport: { width: 390, height: 844 }, hasTouch: true });
    const { page } = driver;
    await page.getByRole('tab', { name: 'Client' }).tap();
    await page.locator('[data-term="send"]').first().tap();
    await page.locator(TERM).waitFor();
    expect(await coversCurrentLine(page)).toBe(false);
    await page.getByRole('button', { name: 'Errors, lessons, sources' }).tap();
    await page.locator('dialog[open]').getByText('ConnectionResetError').waitFor();
    await page.close();
  });
});

describe('the reference’s card and sheet', () => {
  let driver: PageDriver;
  beforeAll(async () => {
    driver = await open('?replay=L11', { bypassCSP: true });
    await driver.page.locator('[data-line]').first().waitFor();
  });
  beforeEach(async () => {
    await goToEvent(driver, 66);
    await driver.page.locator('[data-standing="blocked"]').waitFor();
  });
  afterAll(() => driver.page.close());

  test('explains a name that the pointer rests on, and lets stepping be', async () => {
    const { page } = driver;
    const word = page.locator('[data-term="connect"]').first();
    await word.hover();
    await page.locator(TERM).waitFor();
    expect(await page.locator(TERM).innerText()).toMatch(/^connect\(/);
    const { cursor } = await driver.position();
    await page.keyboard.press('ArrowRight');
    expect((await driver.position()).cursor).toBe(cursor + 1);
    expect(await coversCurrentLine(page)).toBe(false);
    await page.mouse.move(5, 5);
    await page.locator(TERM).waitFor({ state: 'detached' });
  });

  test('explains by keyboard alone: focus shows it, Enter leads into it, Escape back', async () => {
    const { page } = driver;
    const word = page.locator('[data-term="connect"]').first();
    await word.waitFor();
    await page
      .getByRole('list', { name: /Client/i })
      .first()
      .focus();
    while (!(await word.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
    await page.locator(TERM).waitFor();
    expect(await coversCurrentLine(page)).toBe(false);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator(TERM).evaluate((card) => card.contains(document.activeElement)))
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.locator(TERM).waitFor({ state: 'detached' });
    expect(await word.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test('K explains the call on the line where the program stands', async () => {
    const { page } = driver;
    await page.locator('[data-standing="blocked"]').waitFor();
    await page.keyboard.press('k');
    const sheet = page.locator('dialog[open]');
    await sheet.getByRole('heading', { name: 'recv', exact: true }).waitFor();
    await sheet.getByRole('button', { name: 'receive buffer' }).click();
    await sheet.getByRole('heading', { name: 'receive buffer' }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(driver.complaints).toEqual([]);
  });

  test('axe finds nothing in the card and the sheet', async () => {
    const { page } = driver;
    await page.locator('[data-term="connect"]').first().click();
    await page.locator(TERM).waitFor();
    expect(await axeViolationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
    await page.locator('dialog[open]').waitFor();
    expect(await axeViolationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  });
});

describe('for everybody', () => {
  const pages = ['?page=map', '?page=reference&of=send', '?replay=L99', '?replay=L4&see=caution-4'];
  const WIDE = { width: 1280, height: 720 };
  let driver: PageDriver;
  beforeAll(async () => {
    driver = await open('?page=map', { viewport: WIDE, bypassCSP: true });
  });
  afterAll(() => driver.page.close());

  // Colours depend neither on the size nor on the language, and are looked at in English on the larger page. A test of
  // its own looks at those of the reference, where axe takes as long as for all other pages together.
  test.each(pages)(
    'axe finds nothing in %s, wide in English and on a phone in Chinese, and nothing scrolls sideways',
    async (query) => {
      const { page } = driver;
      const across = (): Promise<number> =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await page.setViewportSize(WIDE);
      await goTo(page, query);
      await page.getByRole('heading').first().waitFor();
      // A recording's headings stand before its stage.
      await page.getByRole('main').waitFor();
      const violations = query.includes('reference') ? axeViolationsButColours : axeViolationsInThemes;
      expect(await violations(page)).toEqual([]);
      expect(await across()).toBeLessThanOrEqual(0);
      await driver.speak('zh');
      await page.setViewportSize({ width: 390, height: 844 });
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(390);
      await expect.poll(across).toBeLessThanOrEqual(0);
      expect(await axeViolationsButColours(page)).toEqual([]);
      await page.setViewportSize(WIDE);
    },
  );

  test('axe finds nothing in some of the reference’s entries in any theme', async () => {
    const { page } = driver;
    await goTo(page, '?page=reference&of=send');
    await page.getByRole('searchbox').fill('epipe');
    const isNarrowed = async (): Promise<boolean> => {
      const entries = await page.locator('article').count();
      return entries > 0 && entries < 8;
    };
    await expect.poll(isNarrowed).toBe(true);
    expect(await axeViolationsInThemes(page)).toEqual([]);
    await page.getByRole('searchbox').fill('');
  });

  test('one press changes the language, and keeps the place', async () => {
    const { page } = driver;
    await goTo(page, '?page=reference&of=send');
    const entry = page.locator('article', { has: page.locator('#send') });
    const english = await entry.innerText();
    await page.getByRole('button', { name: '切换到中文', exact: true }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    await expect.poll(() => entry.innerText()).toMatch(/发送缓冲区/);
    expect(page.url()).toMatch(/of=send/);
    await page.getByRole('button', { name: 'EN: switch to English' }).click();
    await page.locator('html[lang="en"]').waitFor();
    await expect.poll(() => entry.innerText()).toBe(english);
    expect(driver.complaints).toEqual([]);
  });
});

/** Shows this event of a recording, as its scrubber does. */
async function goToEvent({ page }: PageDriver, seq: number): Promise<void> {
  await page.locator('[data-part="scrubber"]').fill(String(seq));
}

function coversCurrentLine(page: Page): Promise<boolean> {
  return page.evaluate((card) => {
    const a = document.querySelector(card)!.getBoundingClientRect();
    return [...document.querySelectorAll('[data-line][aria-current]')].some((line) => {
      const b = line.getBoundingClientRect();
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    });
  }, TERM);
}
