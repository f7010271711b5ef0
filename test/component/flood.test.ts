import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageDriver } from '../support/page-driver.ts';
import { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** Returns the contents of each part, without the times that go on while nothing happens. */
const shownBy = ({ page }: PageDriver) =>
  page.evaluate(() => {
    const texts = (selector: string): (string | null)[] =>
      [...document.querySelectorAll(selector)].map((element) => element.textContent);
    const paths = (selector: string): (string | null)[] =>
      [...document.querySelectorAll(selector)].map((element) => element.getAttribute('d'));
    const bytes = (host: string): (string | null)[] =>
      [...document.querySelectorAll(`[data-host="${host}"] section`)].map((buffer) =>
        buffer.getAttribute('aria-label'),
      );
    return {
      position: texts('[data-part="position"] b'),
      scrubber: document.querySelector<HTMLInputElement>('[data-part="scrubber"]')?.max,
      code: texts('[data-host] [data-line]'),
      variables: texts('[data-host] [data-anchor^="var:"]'),
      output: texts('[data-host] [data-anchor^="output:"]'),
      buffers: [bytes('client'), bytes('server')],
      // Only the rows in sight are drawn, and two pages may stand some pixels apart: these are the newest.
      ladder: texts('[data-part="ladder"]').map((text) => text?.slice(-40)),
      log: texts('[data-part="log"]'),
      plot: [texts('[data-part="plot"]'), paths('[data-part="plot"] path')],
    };
  });

describe('a flood', () => {
  test('ends with every part of the page at its last moment, as a page shows it that comes later', async () => {
    const lab = new RecordedLab('L21');
    const driver = await pages.page(lab);
    await driver.ready();
    await driver.page.locator('[data-part="log"] li').first().waitFor();
    const before = lab.events.length;
    while (!lab.isOver) lab.advance();
    // The page is to jump: it tells so many events one by one.
    expect(lab.events.length - before).toBeGreaterThan(200);
    const later = await pages.page(lab);
    await later.page.locator('[data-part="log"] [aria-current]').waitFor();
    await later.page.locator('[data-host] [data-line]').first().waitFor();
    const end = `${lab.events.length} / ${lab.events.length}`;
    await expect
      .poll(
        async () => {
          const [one, other] = [await shownBy(driver), await shownBy(later)];
          expect(one).toEqual(other);
          return [one.position, one.code.length > 0];
        },
        { timeout: 10_000 },
      )
      .toEqual([[expect.stringContaining(end)], true]);
    expect([...driver.complaints, ...later.complaints]).toEqual([]);
    await driver.page.close();
    await later.page.close();
  });
});
