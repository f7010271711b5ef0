import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from '../support/axe.ts';
import { moments } from '../support/moments.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const cardOf = ({ page }: PageDriver, is: 'asks' | 'answers'): Locator =>
  page.locator(`[data-part="prediction"][data-is="${is}"]`);

/** L1 asks before the client's first line. */
async function asked(): Promise<PageDriver> {
  const driver = await pages.page(moments.question());
  await cardOf(driver, 'asks').waitFor();
  return driver;
}

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom' | 'height'>;

function boxOf(element: Element): Box {
  const { left, right, top, bottom, height } = element.getBoundingClientRect();
  return { left, right, top, bottom, height };
}

/** The card with the outcome, which appears once the run has come to it. */
async function outcome(driver: PageDriver): Promise<Locator> {
  const card = cardOf(driver, 'answers');
  for (let i = 0; i < 8 && (await card.count()) === 0; i += 1) await driver.next();
  await card.waitFor();
  return card;
}

describe('a lesson that comes late', () => {
  test('is waited for: nobody runs past a question that it asks, and a press is kept', async () => {
    let arrives = (): void => {};
    const late = new Promise<void>((resolve) => (arrives = resolve));
    const lab = new RecordedLab('L26');
    const driver = await pages.page(lab, {
      before: (page) =>
        page.route(/assets\/walkthrough-[^/]*[.]js$/, async (route) => {
          await late;
          await route.continue();
        }),
    });
    const { page } = driver;
    const primary = page.locator('[data-part="primary"]:visible');
    await primary.and(page.getByTitle('The lesson is still on its way.')).waitFor();
    // The programs stand before their first lines.
    const stands = driver.column('Server').getByText('next: line 1');
    await stands.waitFor();
    await page.keyboard.press('s');
    await page.getByRole('status').filter({ hasText: 'The lesson is still on its way.' }).waitFor();
    await primary.click({ force: true });
    await page.keyboard.press('Space');
    expect(await stands.count()).toBe(1);
    // The first press is kept and done. Those after it were told to wait.
    arrives();
    await primary.filter({ hasText: /server line [^1]/ }).waitFor();
    await driver.settled();
    expect(await driver.primary()).toContain('server line 2');
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

describe('an open question', () => {
  test('stays when Escape closes a menu above it, and goes with the next one', async () => {
    const driver = await asked();
    const { page } = driver;
    await page.locator('[data-part="menu"]').click();
    const menu = page.locator('#lab-menu:popover-open');
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    expect(await cardOf(driver, 'asks').count()).toBe(1);
    await page.keyboard.press('Escape');
    await cardOf(driver, 'asks').waitFor({ state: 'detached' });
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('locks all that would move the run; each press on it, and each of its keys, asks', async () => {
    const driver = await asked();
    const { page } = driver;
    const card = cardOf(driver, 'asks');
    const { head } = await driver.position();
    const client = driver.column('Client');
    const wire = page.getByRole('region', { name: 'Wire' });
    // These controls are disabled, and a press must not wait for that.
    const press = (what: Locator) => (): Promise<void> => what.click({ force: true });
    const locked = (name: RegExp) => press(client.getByRole('button', { name }));
    const presses: readonly (readonly [string, () => Promise<void>])[] = [
      ...['c', 's', 'a', 'd', 'x', 'w', 'f'].map((key) => [key, () => page.keyboard.press(key)] as const),
      ['step', locked(/Execute the current line.*Predict first/)],
      ['run', locked(/Run until it blocks.*Predict first/)],
      ['run on', locked(/Run on.*Predict first/)],
      ['wire mode', press(wire.getByText('Hold', { exact: true }))],
      ['wire settings', press(wire.getByRole('button', { name: /^Wire settings.*Predict first/ }))],
      ['literal', press(client.locator('[data-locked]:not([data-term])').first())],
      ['add a client', press(page.locator('[data-part="add-client"]'))],
      [
        'menu',
        async () => {
          await page.locator('[data-part="menu"]').click();
          await page.getByRole('button', { name: /Let all programs run on/ }).click({ force: true });
        },
      ],
      ['primary', press(page.locator('[data-part="primary"]:visible'))],
    ];
    for (const [name, act] of presses) {
      await page.keyboard.press('Escape');
      await card.waitFor({ state: 'detached' });
      await act();
      await card.waitFor();
      expect((await driver.position()).head, name).toBe(head);
    }
    expect(await card.locator('fieldset').evaluate((one) => one === document.activeElement)).toBe(true);
    // The last press was a mouse's, after which a browser draws no ring of its own.
    expect(await card.locator('fieldset').evaluate((one) => getComputedStyle(one).outlineStyle)).toBe(
      'solid',
    );
    // One more press of Space chooses nothing.
    await page.keyboard.press('Space');
    expect(await card.locator('input:checked').count()).toBe(0);
    // Looking around is not locked.
    await page.keyboard.press('Escape');
    await client.getByRole('heading').first().click();
    await page.keyboard.press('ArrowLeft');
    expect((await driver.position()).cursor).toBe(head - 1);
    await page.keyboard.press('End');
    await page.keyboard.press('i');
    await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await page.keyboard.press('Escape');
    // An answer unlocks everything again.
    await page.keyboard.press('c');
    await driver.answerByKeyboard(1);
    await client.getByRole('button', { name: /Execute the current line/ }).click();
    // A good prediction is said to be one.
    const answered = await outcome(driver);
    expect(await answered.getAttribute('aria-label')).toBe('As you predicted');
    expect(await answered.locator('[data-part="yours"]').count()).toBe(0);
    await page.keyboard.press('Escape');
    await answered.waitFor({ state: 'detached' });
    await driver.nextUntil(/Hold the wire/);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('is answered by keys alone; a wrong answer stands beside what happened, with both reasons', async () => {
    const driver = await asked();
    const { page } = driver;
    await page.keyboard.press('Space');
    await page.keyboard.press('1');
    expect(await cardOf(driver, 'asks').getByRole('radio').first().isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    const card = await outcome(driver);
    expect(await card.getAttribute('aria-label')).toBe('It went differently');
    expect(await card.locator('[data-part="yours"]').innerText()).toMatch(
      /One is enough[\s\S]*before the SYN\+ACK/,
    );
    expect(await card.locator('[data-part="happened"]').innerText()).toMatch(
      /Two:[\s\S]*three-way handshake/,
    );
    expect(await axeViolations(page)).toEqual([]);
    // The card does not lock. It goes away with the next press, or it would lie over what that does.
    expect(await driver.next()).toContain('Hold the wire');
    await card.waitFor({ state: 'detached' });
    await page.close();
  });

  test('covers the sequence only, is a sheet from below on a phone, and its answer covers none of it', async () => {
    const driver = await asked();
    const { page } = driver;
    const box = (selector: string): Promise<Box> => page.locator(selector).evaluate(boxOf);
    const card = '[data-part="prediction"]';
    for (const [width, height, language] of [
      [1280, 720, 'en'],
      [1440, 900, 'zh'],
    ] as const) {
      await page.setViewportSize({ width, height });
      await driver.speak(language);
      await expect
        .poll(async () => {
          const [asks, ladder] = [await box(card), await box('[data-part="ladder"]')];
          return asks.left >= ladder.left && asks.right <= ladder.right && asks.bottom <= ladder.bottom;
        })
        .toBe(true);
      // All of it can be read without scrolling in it.
      await expect
        .poll(() => page.locator(card).evaluate((one) => one.scrollHeight - one.clientHeight))
        .toBeLessThan(3);
      expect(await axeViolations(page), language).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(async () => Math.round((await box(card)).bottom - (await box('main')).bottom)).toBe(0);
    expect((await box(card)).top).toBeGreaterThan((await box('main')).top + 104);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    await driver.speak('en');
    await page.getByRole('button', { name: 'Only watch' }).click();
    const happened = await outcome(driver);
    expect(await happened.getAttribute('aria-label')).toBe('What happened');
    expect(await happened.locator('[data-part="yours"]').count()).toBe(0);
    for (const [width, height, language] of [
      [1280, 720, 'en'],
      [1024, 768, 'zh'],
    ] as const) {
      await page.setViewportSize({ width, height });
      await driver.speak(language);
      await expect
        .poll(async () => (await box(card)).bottom <= (await box('[data-part="ladder"]')).top)
        .toBe(true);
      expect((await box('[data-part="ladder"]')).height).toBeGreaterThanOrEqual(112);
    }
    await page.keyboard.press('Escape');
    await happened.waitFor({ state: 'detached' });
    await page.close();
  });

  test('is asked of who watches too, and holds up nobody', async () => {
    const lab = moments.question();
    const driver = await pages.page(lab);
    await cardOf(driver, 'asks').waitFor();
    lab.role = 'viewer';
    const viewer = await pages.page(lab);
    await cardOf(viewer, 'asks').waitFor();
    await driver.page.getByRole('button', { name: 'Only watch' }).click();
    await driver.nextUntil(/Hold the wire/);
    await cardOf(viewer, 'asks').waitFor({ state: 'detached' });
    await viewer.page.close();
    await driver.page.close();
  });
});
