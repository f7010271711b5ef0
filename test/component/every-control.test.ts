import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { moments } from '../support/moments.ts';
import type { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/**
 * All controls but those that change the language, leave the page, save a file or name a later moment. Words with a
 * card are left out, because tests of their own press them, and so is the press for another try, which only starts
 * the countdown anew, and what is there for screen readers only.
 */
const CONTROLS = [
  'button:not([lang], [title*="ull screen"], [aria-label*="Python script"], [data-known="false"], [data-term], [data-whole], [data-part="lost"] *, .heard *)',
  'label:has(input[type="radio"])',
].join();

/** Returns what a person would notice: words, what is open or marked, and the place of the picture. */
function pictureOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll<HTMLElement>('*')].flatMap((one) => {
      const { ariaExpanded, ariaPressed, ariaSelected } = one;
      const isOpen = one.matches('dialog[open], :popover-open, :checked, [data-chosen], [data-inspected]');
      return isOpen || one.tagName === 'BUTTON' || (ariaExpanded ?? ariaPressed ?? ariaSelected) !== null
        ? [`${one.tagName}${one.ariaLabel ?? ''} ${ariaExpanded} ${ariaPressed} ${ariaSelected} ${isOpen}`]
        : [];
    });
    const { theme } = document.documentElement.dataset;
    const scrubber = document.querySelector<HTMLInputElement>('[data-part="scrubber"]');
    const words = document.body.innerText.replaceAll(/\d+(\.\d+)? s\b/g, '… s');
    return [theme, scrubber?.value, words, document.activeElement?.tagName, ...marks].join('\n');
  });
}

interface Press {
  readonly name: string;
  readonly disabled: boolean;
  /** The control's own reason why it cannot be pressed. */
  readonly reason: string;
}

/** Presses the control of this number as a person would. Returns null if there are no more. */
function pressed(page: Page, index: number): Promise<Press | null> {
  return page.evaluate(
    ([selector, at]) => {
      const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter(
        (one) =>
          one.checkVisibility({ visibilityProperty: true }) && one.closest('[data-part="dock"]') === null,
      );
      const control = shown[at];
      if (control === undefined) return null;
      const disabled = control.matches('[aria-disabled="true"], :disabled, fieldset:disabled *');
      const titled = control.closest<HTMLElement>('[title]')?.title ?? '';
      control.click();
      return {
        name: `${control.ariaLabel ?? ''} ${control.innerText.trim().slice(0, 40)}`,
        disabled,
        reason: `${control.ariaLabel ?? ''} ${titled}`,
      };
    },
    [CONTROLS, index] as const,
  );
}

/** Returns the controls that said nothing when they were pressed. */
async function silent(driver: PageDriver, answer: RegExp): Promise<string[]> {
  const { page } = driver;
  const faults: string[] = [];
  let count = 0;
  for (; ; count += 1) {
    const before = await pictureOf(page);
    const press = await pressed(page, count);
    if (press === null) break;
    if (press.disabled) {
      if (!answer.test(press.reason)) faults.push(`${press.name}: is disabled, and does not say why`);
    } else {
      const isAnswered = await expect
        .poll(() => pictureOf(page), { interval: 20 })
        .not.toBe(before)
        .then(() => true)
        .catch(() => false);
      if (!isAnswered) faults.push(`${press.name}: nothing answers`);
    }
    await page.keyboard.press('Escape');
    await page.clock.runFor(6000);
  }
  expect(count).toBeGreaterThan(20);
  return faults;
}

async function open(lab: RecordedLab): Promise<PageDriver> {
  const driver = await pages.page(lab);
  await driver.ready();
  await driver.page.clock.install();
  return driver;
}

describe('no press is without an answer', () => {
  test('while the lab cannot be reached', async () => {
    const lab = moments.bytesOnTheWire();
    const driver = await open(lab);
    lab.reachable = false;
    lab.cut();
    await driver.page.locator('[data-part="lost"]').waitFor();
    expect(await silent(driver, /connect/i)).toEqual([]);
    expect(lab.done).toEqual([]);
    await driver.page.close();
  });

  test('while we only watch', async () => {
    const lab = moments.bytesOnTheWire();
    lab.role = 'viewer';
    const driver = await pages.page(lab);
    await driver.page.getByText('read-only').waitFor();
    await driver.page.clock.install();
    expect(await silent(driver, /watching/i)).toEqual([]);
    expect(lab.refused).toEqual([]);
    expect(lab.done).toEqual([]);
    await driver.page.close();
  });

  test.each([
    ['asked too often', { code: 'rate-limited' }, 'Too many commands at once'],
    ['too late', { code: 'lab-closed' }, 'This lab has ended'],
  ] as const)('where the lab refuses it: %s', async (_name, refusal: ProtocolError, words) => {
    const lab = moments.bothCanGoOn();
    lab.refusal = refusal;
    const driver = await open(lab);
    const { page } = driver;
    // Each of these sends a command.
    const controls: readonly (readonly [string, () => Promise<void>])[] = [
      ...['Space', 'c', 'a', 'd', 'x', 'w'].map((key) => [key, () => page.keyboard.press(key)] as const),
      [
        'deliver',
        () =>
          page
            .getByRole('button', { name: /^Deliver/ })
            .first()
            .click(),
      ],
      ['drop', () => page.getByRole('button', { name: /^Drop/ }).first().click()],
      [
        'wire mode',
        () => page.getByRole('region', { name: 'Wire' }).getByText('Auto', { exact: true }).click(),
      ],
      [
        'step',
        () =>
          driver
            .column('Client')
            .getByRole('button', { name: /Execute the current line/ })
            .click(),
      ],
      [
        'run',
        () =>
          driver
            .column('Client')
            .getByRole('button', { name: /Run until it blocks/ })
            .click(),
      ],
      ['add a client', () => page.locator('[data-part="add-client"]').click()],
    ];
    for (const [name, press] of controls) {
      const before = lab.refused.length;
      await press();
      await expect.poll(() => lab.refused.length, { message: name }).toBe(before + 1);
      await expect
        .poll(() => page.getByText(words).count(), { message: `${name} says that it was refused` })
        .toBeGreaterThan(0);
      await page.clock.runFor(6000);
      await expect.poll(() => page.getByText(words).count(), { message: name }).toBe(0);
    }
    expect(lab.done).toEqual([]);
    await page.close();
  });

  test('while an answer is on its way: the second of two equal presses is a no-op', async () => {
    const lab = moments.bytesOnTheWire();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    lab.slow = true;
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect.poll(() => lab.unanswered).toBe(2);
    lab.answer();
    await expect.poll(() => lab.refused.map(({ type }) => type)).toEqual(['deliver']);
    expect(lab.done.map(({ command }) => command)).toEqual(lab.refused);
    // The sentence that follows the refusal is shown, so that the page has heard the refusal too.
    lab.advance();
    await expect.poll(async () => (await driver.position()).head).toBe(lab.state.seq);
    expect(await page.getByText(/no longer on the wire|Nothing is held/).count()).toBe(0);
    await page.close();
  });

  test('while an answer is on its way: that it will never come is said once the connection has died', async () => {
    const lab = moments.bytesOnTheWire();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    lab.slow = true;
    await page.keyboard.press('d');
    await expect.poll(() => lab.unanswered).toBe(1);
    lab.reachable = false;
    lab.cut();
    await page.getByText('There is no lab at the moment').waitFor();
    await page.locator('[data-part="lost"]').waitFor();
    expect([...lab.done, ...lab.refused]).toEqual([]);
    await page.close();
  });
});
