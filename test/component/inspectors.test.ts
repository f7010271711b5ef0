import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

describe('inspecting', () => {
  test('a segment’s fields and bytes mark each other; it says which call caused it', async () => {
    const driver = await pages.page(moments.bytesOnTheWire());
    const { page } = driver;
    await driver.ready();
    await driver.chips
      .first()
      .getByRole('button', { name: /PSH\+ACK/ })
      .click();
    const drawer = page.getByRole('complementary', { name: 'Inspector' });
    await drawer.getByRole('button', { name: 'Client · send() at line 3' }).waitFor();
    await drawer.getByText('Nothing yet: it has not arrived.').waitFor();
    const row = (name: string) => drawer.getByRole('row', { name: new RegExp(`^${name}`) });
    await row('sequence number').hover();
    expect(await drawer.locator('[data-marked][aria-label^="Byte"]').count()).toBe(4);
    await drawer.getByRole('button', { name: /^Byte 0: 45/ }).hover();
    expect(await row('version').getAttribute('data-marked')).toBe('true');
    expect(await row('IHL').getAttribute('data-marked')).toBe('true');
    // From here on only keys are used.
    await row('version').getByRole('button').focus();
    await page.keyboard.press('ArrowDown');
    expect(await row('IHL').getAttribute('data-marked')).toBe('true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await driver.ready();
    await driver.nextUntil(/explanation/);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('a byte is marked wherever it is drawn, and its steps lead to their moments', async () => {
    const driver = await pages.page(moments.bytesOnTheWire());
    const { page } = driver;
    await driver.ready();
    await driver
      .buffer('Client', 'Send')
      .getByRole('button', { name: /^Byte 2: 68, of h/ })
      .click();
    const drawer = page.getByRole('complementary', { name: 'Inspector' });
    await drawer.getByText('in the send buffer · on the wire').waitFor();
    expect(await drawer.getByText('not yet').count()).toBe(4);
    expect(await page.locator('[data-byte="2"][aria-pressed="true"]').count()).toBe(2);
    // At the end every step has come, and the byte lies in a variable.
    await driver.nextUntil(/Run client on/);
    await drawer.getByText('in the program that read it').waitFor();
    expect(await drawer.getByText('not yet').count()).toBe(0);
    await driver.column('Server').locator('[data-byte="2"][aria-pressed="true"]').waitFor();
    const { head } = await driver.position();
    await drawer.getByRole('button', { name: /^sent in segment/ }).click();
    await expect.poll(async () => (await driver.position()).cursor < head).toBe(true);
    await drawer.getByText('in the send buffer · on the wire').waitFor();
    await drawer.getByRole('button', { name: /^recv\(\) at line 7 took it/ }).click();
    await drawer.getByText('in the program that read it').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-byte][aria-pressed="true"]').count()).toBe(0);
    await page.keyboard.press('y');
    await drawer.getByText('at offset 0 of what the client sends').waitFor();
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('a socket shows its kernel’s numbers, by ss’s names, and what the event shown changed', async () => {
    const driver = await pages.page(moments.bytesOnTheWire());
    const { page } = driver;
    await driver.ready();
    await page.locator('[data-part="dock"] input[type="range"]').focus();
    const inspector = page.locator('[data-part="inspector"]');
    await page.keyboard.press('i');
    await inspector.locator('[data-fact="sndCwnd"]').getByText('10 segments').waitFor();
    expect(await inspector.locator('[data-fact="sndCwnd"] code').innerText()).toBe('cwnd');
    expect(await inspector.locator('[data-fact="timer"]').innerText()).toMatch(/retransmission, .* left/);
    expect(await inspector.locator('[data-fact="wqueue"]').innerText()).toMatch(/7 B[^]*7 B ✓ agrees/);
    // The way leads back to the reading that the send brought, before which the send queue was empty.
    const changed = inspector.locator('[data-fact="wqueue"][data-changed]');
    for (let i = 0; i < 12 && (await changed.count()) === 0; i += 1) await page.keyboard.press('ArrowLeft');
    expect(await changed.innerText()).toMatch(/7 B[^]*was 0 B/);

    await driver.column('Client').getByRole('button', { name: 'ESTABLISHED' }).click();
    await page.getByRole('dialog', { name: 'TCP states of both ends' }).waitFor();
    expect(driver.complaints).toEqual([]);
  });
});
