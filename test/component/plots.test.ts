import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

describe('the plots', () => {
  test('say what lay in either buffer at the moment shown, and lead to another', async () => {
    const lab = moments.bytesOnTheWire();
    lab.advance();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    await page.keyboard.press('p');
    const legend = page.locator('[data-part="plot-occupancy"] figcaption');
    const said = async (name: string): Promise<string> =>
      legend.locator('span', { hasText: name }).locator('output').innerText();
    await legend.waitFor();
    // The bytes are delivered, and neither read nor acknowledged yet.
    expect([await said('send buffer'), await said('receive buffer')]).toEqual(['7 B', '7 B']);
    for (let i = 0; i < 40 && (await said('receive buffer')) !== '0 B'; i += 1)
      await page.keyboard.press('ArrowLeft');
    expect([await said('send buffer'), await said('receive buffer')]).toEqual(['7 B', '0 B']);
    expect((await driver.position()).cursor).toBeLessThan(lab.state.seq);
    await page.close();
  });

  test('mark where a stream ends', async () => {
    const { page } = await pages.page(moments.end('L17'));
    await page.locator('[data-line]').first().waitFor();
    await page.keyboard.press('p');
    await page
      .locator('[data-part="plot-sequence"] g [data-mark="fin"]')
      .first()
      .waitFor({ state: 'attached' });
    await page.close();
  });

  test('sum up a run, and mark what was sent again and what was dropped', async () => {
    const lab = moments.end('L22');
    const driver = await pages.page(lab);
    const { page } = driver;
    await page.locator('[data-line]').first().waitFor();
    await page.keyboard.press('p');
    const plots = page.locator('[data-part="plots"]');
    const sent = lab.events.filter(
      (event) => event.type === 'segment-sent' && event.headers.payloadBytes > 0,
    );
    const dropped = lab.events.filter(
      (event) =>
        event.type === 'segment-dropped' &&
        sent.some((one) => 'segment' in one && one.segment === event.segment),
    );
    await plots
      .getByText(`${sent.length} segments with data, ${sent.length - 1} sent again`)
      .waitFor({ state: 'attached' });
    expect(await plots.textContent()).toContain(`${dropped.length} dropped`);
    for (const mark of ['data', 'copy', 'dropped', 'syn'])
      expect(await plots.locator(`[data-part="plot-sequence"] g [data-mark="${mark}"]`).count(), mark).toBe(
        1,
      );
    await page.close();
  });
});
