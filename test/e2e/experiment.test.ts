import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, axeViolationsInThemes } from '../support/axe.ts';
import { closePages } from '../support/devices.ts';
import { lacks } from '../support/machine.ts';
import { type OpenOptions, PageDriver } from '../support/page-driver.ts';
import { contentOf } from '../support/download.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'composing in the browser');

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

/** The composer, driven by what can be seen and pressed. */
class Composer {
  readonly driver: PageDriver;
  readonly page: Page;
  constructor(driver: PageDriver) {
    this.driver = driver;
    this.page = driver.page;
  }

  static async open(lesson: string, options: OpenOptions = {}): Promise<Composer> {
    const driver = await PageDriver.open(browser, `${server.address}?lesson=${lesson}`, options);
    driver.page.setDefaultTimeout(10_000);
    await driver.ready();
    const composer = new Composer(driver);
    await composer.again();
    return composer;
  }

  /** Opens the composer from the menu. */
  async again(): Promise<void> {
    await this.page.locator('[data-part="menu"]').click();
    await this.page
      .getByRole('button', { name: /own experiment…|Edit the experiment…|我自己的实验…/ })
      .click();
    await this.text('client').waitFor();
  }

  text(program: string): Locator {
    return this.page.locator(`[data-program="${program}"] .cm-content`);
  }

  lines(program: string): Promise<string[]> {
    return this.page.locator(`[data-program="${program}"] .cm-line`).allInnerTexts();
  }

  /** Types the whole text of a program anew. */
  async write(program: string, ...lines: string[]): Promise<void> {
    await this.text(program).click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(lines.join('\n'));
  }

  async put(...statements: string[]): Promise<void> {
    for (const one of statements)
      await this.page.getByRole('button', { name: new RegExp(`^${one}: `) }).click();
  }

  said(program: string): Promise<string[]> {
    return this.page.locator(`[data-part="compose-${program}"] [data-severity]`).evaluateAll((all) =>
      all.map((one) => {
        const { innerText } = one as HTMLElement;
        return `${one.getAttribute('data-severity')} ${innerText.replaceAll(/\s+/g, ' ')}`;
      }),
    );
  }

  get run(): Locator {
    return this.page.locator('[data-part="compose-run"]');
  }

  async runIt(): Promise<void> {
    await this.run.click();
    await this.page.locator('[data-part="compose"]').waitFor({ state: 'detached' });
    await this.driver.ready();
  }

  async close(): Promise<void> {
    expect(this.driver.complaints).toEqual([]);
    await this.page.close();
  }
}

async function listing(driver: PageDriver, column: 'Client' | 'Server'): Promise<string[]> {
  return driver.column(column).locator('ol code').allInnerTexts();
}

describe.skipIf(missing !== undefined)('an experiment of one’s own', () => {
  test('is put together from the palette and by typing, and runs on the real kernel', async () => {
    const composer = await Composer.open('L26');
    const { page, driver } = composer;
    await composer.write('client', '');
    await composer.put('socket', 'recv', 'close');
    expect(await composer.lines('client')).toEqual([
      's = socket(AF_INET, SOCK_STREAM)',
      'data = s.recv(1024)',
      's.close()',
    ]);
    // recv() without a connection is allowed, and the composer says beforehand what will happen.
    expect(await composer.said('client')).toEqual([expect.stringMatching(/^info Line 2.*ENOTCONN \(107\)/)]);
    await page.getByLabel('Title').fill('recv without a connection');
    await page.getByLabel('Your prediction').fill('It waits.');
    await composer.runIt();
    expect(await listing(driver, 'Client')).toEqual([
      's = socket(AF_INET, SOCK_STREAM)',
      'data = s.recv(1024)',
      's.close()',
    ]);
    expect(await page.locator('[data-part="lesson"]').innerText()).toBe('recv without a connection');
    // No lesson's moves lead through it, and its kernel answers as the composer foresaw.
    for (let i = 0; i < 2; i += 1) {
      await page.keyboard.press('c');
      await driver.ready();
    }
    await driver.column('Client').locator('[data-line="2"]').getByText('ENOTCONN').waitFor();
    // The author's expectation stands beside the run, with room for what happened.
    await page.keyboard.press('e');
    const guide = page.locator('[data-part="experiment"]');
    await guide.getByText('It waits.').waitFor();
    await guide.getByRole('textbox').fill('errno 107');
    await page.reload();
    await driver.ready();
    expect(await page.locator('[data-part="lesson"]').innerText()).toBe('recv without a connection');
    await page.keyboard.press('e');
    expect(await guide.getByRole('textbox').inputValue()).toBe('errno 107');
    // “Edit again” brings the same text back.
    await guide.getByRole('button', { name: 'Edit the experiment' }).click();
    await composer.text('client').waitFor();
    expect(await composer.lines('client')).toContain('data = s.recv(1024)');
    expect(await page.getByLabel('Your prediction').inputValue()).toBe('It waits.');
    await composer.close();
  });

  test('that cannot be run says why, where it stands', async () => {
    const composer = await Composer.open('L26');
    const { page } = composer;
    await composer.write(
      'client',
      's.send(b"x")',
      'x /= 1',
      's = socket(AF_INET, SOCK_STREAM)',
      's.sendto(b"x")',
    );
    const said = await composer.said('client');
    expect(said).toEqual([
      expect.stringMatching(/^error Line 2.*\/ is not read here/),
      expect.stringMatching(/^error Line 4.*sendto/),
    ]);
    expect(await composer.run.getAttribute('aria-disabled')).toBe('true');
    await page.getByText('Cannot be run yet: see Client.').waitFor();
    expect(await page.locator('[data-program="client"] .cm-lint-marker-error').count()).toBe(2);
    // A finding leads to its place.
    await page.locator('[data-part="compose-client"] [data-severity]').last().getByRole('button').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await page.locator('[data-part="compose-client"] [data-severity]').nth(1).waitFor({ state: 'detached' });
    // The part that cannot be read is left out, and the rest is checked: a socket is used before it exists.
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('s.send(b"x")\ns = socket(AF_INET, SOCK_STREAM)');
    expect(await composer.said('client')).toEqual([
      expect.stringMatching(/^warning Line 1.*does not exist yet/),
    ]);
    expect(await composer.run.getAttribute('aria-disabled')).toBe('false');
    await composer.close();
  });

  test('asks for a line, which is typed on the page; who only watches sees that it waits', async () => {
    const composer = await Composer.open('L26');
    const { page, driver } = composer;
    await composer.write('client', "name = input('Your name? ')", 'print(name.upper())');
    await composer.write('server', 'pass');
    await composer.runIt();
    const viewer = await PageDriver.open(browser, page.url(), { language: 'zh' });
    await page.keyboard.press('c');
    const field = driver.column('Client').getByRole('textbox', { name: 'Your name?' });
    await field.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const watched = viewer.page.locator('[data-part="input-waits"]');
    await watched.getByText('正在等人输入一行').waitFor();
    expect(await watched.innerText()).toContain('Your name?');
    // When nobody else has anything to do, the button says what is waited for, and leads to the field.
    await page.keyboard.press('s');
    const primary = page.locator('[data-part="primary"]:visible');
    await primary.getByText('Client waits for your line').waitFor();
    await page.keyboard.press('End');
    await primary.click();
    await page.getByText('sleeps in input() until somebody types a line').waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[data-part="input-field"]') !== null);
    await page.keyboard.type('anna s');
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    await page.keyboard.press('c');
    for (const one of [driver, viewer])
      await one.page.locator('[data-host="client"]').getByText('Your name? anna s\nANNA S').waitFor();
    expect(viewer.complaints).toEqual([]);
    await viewer.page.close();
    await composer.close();
  });

  test('can be undone, started over, and had back', async () => {
    const composer = await Composer.open('L26');
    const { page } = composer;
    const before = await composer.lines('client');
    await composer.write('client', 's = socket(AF_INET, SOCK_STREAM)');
    await page.getByRole('button', { name: 'Client: Undo' }).click();
    expect(await composer.lines('client')).toEqual(before);
    await page.getByRole('button', { name: 'Client: Redo' }).click();
    await page.getByRole('button', { name: 'Start over' }).click();
    expect(await composer.lines('client')).toEqual(before);
    await page.getByRole('button', { name: 'Back to what stood here before' }).click();
    expect(await composer.lines('client')).toEqual(['s = socket(AF_INET, SOCK_STREAM)']);
    // Lines can be moved, and an unfinished draft is still there after a reload.
    await composer.write('client', 'a = 1', 'b = 2', 'c = (');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.getByRole('button', { name: 'Client: Line down' }).click();
    expect(await composer.lines('client')).toEqual(['b = 2', 'a = 1', 'c = (']);
    await page.reload();
    await composer.driver.ready();
    await composer.again();
    expect(await composer.lines('client')).toEqual(['b = 2', 'a = 1', 'c = (']);
    await composer.close();
  });

  test('begins from any lesson, as edited; one more client; the wire held', async () => {
    const composer = await Composer.open('L12');
    const { page, driver } = composer;
    expect(await composer.lines('client')).toContain("s.send('你好'.encode())");
    await page.locator('[data-part="compose-add-client"]').click();
    await composer.write('client2', 's = socket(AF_INET, SOCK_STREAM)', 's.close()');
    await page.locator('[data-part="compose"]').getByRole('radio', { name: 'Hold' }).check();
    await composer.runIt();
    // Several clients lie in lanes, and the learner holds the wire.
    await driver.column('Client').getByText('②').first().waitFor();
    expect(await page.locator('main fieldset').getByRole('radio', { name: 'Hold' }).isChecked()).toBe(true);
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Back to the lesson itself' }).click();
    await page.keyboard.press('Escape');
    await page.locator('[data-part="lesson"]').getByText('Sticky bytes').waitFor();
    await composer.close();
  });

  test('is shared by a link that opens the same in another browser; the copy is refused: the link is shown', async () => {
    const composer = await Composer.open('L26', { permissions: [] });
    const { page } = composer;
    await composer.write('client', 's = socket(AF_INET, SOCK_STREAM)', "s.send('分享'.encode())");
    await page.getByLabel('Title').fill('Shared');
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not permitted'));
    });
    await page.locator('[data-part="compose-link"]').click();
    const link = await page.getByRole('textbox', { name: 'Copy the link' }).inputValue();
    expect(link).toMatch(/#\/try\/[\w-]+$/);

    const other = await PageDriver.open(browser, link);
    await other.page.locator('[data-part="lesson"]').getByText('Shared').waitFor();
    await other.ready();
    expect(await listing(other, 'Client')).toEqual([
      's = socket(AF_INET, SOCK_STREAM)',
      "s.send('分享'.encode())",
    ]);
    expect(other.page.url()).toMatch(/#\/room\//);
    await other.page.reload();
    await other.ready();
    expect(await other.page.locator('[data-part="lesson"]').innerText()).toBe('Shared');
    expect(other.complaints).toEqual([]);
    await other.page.close();
    await composer.close();
  });

  test('a broken link says so, makes no lab, and leads on', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.goto(`${server.address}?lang=en#/try/eJxnonsense`);
    await page.getByText('This link is damaged').waitFor();
    expect(new URL(page.url()).hash).toBe('#/try/eJxnonsense');
    expect(sockets).toEqual([]);
    const driver = new PageDriver(page);
    expect(await driver.primary()).toContain('Open a lab of your own');
    await page.getByRole('main').getByRole('button', { name: 'Open a lab of your own' }).click();
    await driver.ready();
    expect(new URL(page.url()).hash).toMatch(/^#\/room\//);
    // The link is opened in a page that has a lab, and the way back leads to that lab.
    const room = new URL(page.url()).hash;
    await page.evaluate(() => (location.hash = '#/try/cut-o'));
    await page.getByText('This link is damaged').waitFor();
    await page.goBack();
    await driver.ready();
    expect(new URL(page.url()).hash).toBe(room);
    expect(sockets).toHaveLength(2);
    await context.close();
  });

  test('is saved as a file, and opened from it', async () => {
    const composer = await Composer.open('L26');
    const { page } = composer;
    await composer.write('client', 's = socket(AF_INET, SOCK_STREAM)', 's.close()');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const content = await contentOf(await saving);
    await composer.write('client', 'pass');
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a file…' }).click();
    await (await chosen).setFiles({ name: 'mine.json', mimeType: 'application/json', buffer: content });
    await page.locator('[data-program="client"]').getByText('s.close()').waitFor();
    await page.getByRole('button', { name: 'Back to what stood here before' }).click();
    expect(await composer.lines('client')).toEqual(['pass']);
    await composer.close();
  });

  test('any listing is taken along as a script', async () => {
    const driver = await PageDriver.open(browser, `${server.address}?lesson=L12`);
    await driver.ready();
    const saving = driver.page.waitForEvent('download');
    await driver.page.locator('[data-part="save-script"]').last().click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('server.py');
    const script = (await contentOf(saved)).toString();
    expect(script).toContain("SERVER = '127.0.0.1'");
    expect(script).toContain('May differ');
    // Pasted back, it runs at the lab's own address.
    const composer = new Composer(driver);
    await composer.again();
    await composer.write('server', ...script.split('\n'));
    expect(await composer.said('server')).toEqual([
      expect.stringMatching(/^info .*SERVER = '192\.168\.127\.1'/),
    ]);
    await composer.runIt();
    expect(await listing(driver, 'Server')).toContain("srv.bind(('192.168.127.1', 8080))");
    // A literal is edited as Python writes it.
    const literal = driver.column('Client').getByRole('button', { name: "'你好'" });
    await literal.click();
    await driver.page.keyboard.insertText('a\\n\\x41\\');
    await driver.page.keyboard.press('Enter');
    await driver.page.getByRole('alert').getByText('escape').waitFor();
    await driver.page.keyboard.press('Backspace');
    await driver.page.keyboard.press('Enter');
    await driver.column('Client').getByRole('button', { name: "'a\\nA'" }).waitFor();
    await composer.close();
  });

  test('by keyboard alone: Tab indents, Esc then Tab leaves, Ctrl+Enter runs', async () => {
    const composer = await Composer.open('L26');
    const { page } = composer;
    await composer.text('server').focus();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('Tab');
    expect((await composer.lines('server'))[0]).toMatch(/^ {4}srv/);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.activeElement?.closest('[data-program]') === null);
    expect(await page.locator('[data-part="compose"]').count()).toBe(1);
    await composer.text('server').focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.locator('[data-part="compose"]').waitFor({ state: 'detached' });
    await composer.driver.ready();
    await composer.close();
  });

  test('axe finds nothing in any theme; no window is too narrow', async () => {
    const composer = await Composer.open('L26', { language: 'zh', bypassCSP: true });
    const { page } = composer;
    await composer.write('client', 's.recv(1)', 's = socket(AF_INET, SOCK_STREAM)', 's.recv(1)', 'x /= 1');
    await page.locator('[data-part="compose-client"] [data-severity]').first().waitFor();
    expect(await axeViolationsInThemes(page, 'dialog[open]')).toEqual([]);
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      const wide = await page.evaluate(() => {
        const dialog = document.querySelector('dialog[open]')!;
        return [document.documentElement.scrollWidth - innerWidth, dialog.scrollWidth - dialog.clientWidth];
      });
      expect(wide, `${width} × ${height}`).toEqual([0, 0]);
    }
    expect(await axeViolations(page, 'dialog[open]')).toEqual([]);
    await composer.close();
  });
});
