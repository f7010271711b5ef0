import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Point, Shown } from '../../shared/protocol/class-schema.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { axeViolations, axeViolationsInThemes } from '../support/axe.ts';
import { moments } from '../support/moments.ts';
import type { PageDriver } from '../support/page-driver.ts';
import type { RecordedLab } from '../support/recorded-lab.ts';
import { type RecordedOptions, RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const CODE = 'K7MXY3';
type Told = Extract<ServerMessage, { type: 'class' }>;
const told = (of: Partial<Told>): Told => ({
  type: 'class',
  code: CODE,
  part: 'follower',
  followers: 31,
  isAway: false,
  lesson: 'L1',
  ...of,
});

describe('a presenter', () => {
  test('[CLASS1] begins a class, shows its code to the wall and its count, and says at which event they look', async () => {
    const lab = moments.beforeSend();
    const driver = await pages.page(lab);
    const { page } = driver;
    await driver.ready();
    await page.locator('[data-part="menu"]').click();
    await page.getByRole('button', { name: /^Begin class/ }).click();
    await expect.poll(() => lab.acts).toEqual([{ is: 'begin' }]);
    lab.say(told({ part: 'presenter', followers: 0, token: 'secret' }));
    const panel = page.locator('dialog[open]');
    await panel.getByText('0 people here').waitFor();
    lab.say(told({ part: 'presenter', followers: 1, token: 'secret' }));
    await panel.getByText('1 person here').waitFor();
    expect(await panel.getByRole('link').innerText()).toMatch(new RegExp(`#/class/${CODE}$`));
    await panel.getByText(/Only this machine reaches this server/).waitFor();
    lab.say(told({ part: 'presenter', followers: 1, token: 'secret', othersAt: [] }));
    await panel.getByText(/This machine is in no network/).waitFor();
    const [at, other] = ['http://192.168.1.20:8127/', 'http://172.17.0.1:8127/'] as const;
    const othersAt = [
      { at, device: 'wlan0' },
      { at: other, device: 'docker0' },
    ];
    lab.say(told({ part: 'presenter', followers: 1, token: 'secret', othersAt, waiting: 2 }));
    await panel.getByText('192.168.1.20:8127', { exact: true }).waitFor();
    await panel.getByText('2 wait for a place').waitFor();
    expect(await panel.getByText(/Only this machine/).count()).toBe(0);
    await panel.getByRole('combobox').selectOption(other);
    await panel.getByRole('img', { name: `QR code of ${other}#/class/${CODE}` }).waitFor();
    // The teacher's own link is shown when somebody says so, and not before.
    expect(await panel.innerText()).not.toContain('secret');
    await panel.getByRole('button', { name: 'Go on on another device…' }).click();
    await panel.getByRole('button', { name: 'Show the link' }).click();
    await panel.getByText(`${other}#/class/${CODE}/secret`).waitFor();
    expect(await axeViolationsInThemes(page, 'dialog[open]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Class K7MXY3, 1 person here/ }).waitFor();
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'look', view: { presenterAt: null } });
    await page.keyboard.press('ArrowLeft');
    const { cursor } = await driver.position();
    await expect
      .poll(() => lab.acts.at(-1))
      .toEqual({ is: 'look', view: { presenterAt: { epoch: lab.epoch, seq: cursor } } });

    // Another tab takes the class over, and this one can have it back.
    lab.say(told({ part: 'replaced' }));
    await page.getByText('Another tab or device presents class K7MXY3 now.').waitFor();
    lab.acts.length = 0;
    await page.getByRole('button', { name: 'Present here' }).click();
    await driver.ready();
    lab.say(told({ part: 'presenter', token: 'secret' }));
    await page.getByRole('button', { name: /^Class K7MXY3, 31 people here/ }).click();
    await panel.getByRole('button', { name: 'End class' }).click();
    await panel.getByRole('button', { name: 'End it' }).click();
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'end' });
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

/** Opens a page that follows the class. */
async function following({ language = 'en', viewport }: Pick<RecordedOptions, 'language' | 'viewport'> = {}) {
  const lab = moments.bytesOnTheWire();
  lab.role = 'viewer';
  const query = `?lang=${language}#/class/${CODE}`;
  const driver = await pages.page(lab, { query, language, ...(viewport && { viewport }) });
  await driver.page.locator('[data-line]').first().waitFor();
  lab.say(told({}));
  return { lab, driver, page: driver.page };
}

/** Opens a page that presents the class. */
async function presenting(lab: RecordedLab, options: RecordedOptions = {}): Promise<PageDriver> {
  const driver = await pages.page(lab, options);
  await driver.ready();
  lab.say(told({ part: 'presenter', token: 'secret' }));
  await driver.page.locator('[data-part="class-badge"]').waitFor();
  return driver;
}

describe('a presenter whose place another one has taken', () => {
  test('[CLASS12] has closed the tab and finds the class again on the home page and on the stage, until it is forgotten', async () => {
    const lab = moments.beforeSend();
    const driver = await presenting(lab);
    const { page } = driver;
    const asked = { part: 'asked', isAway: true, followers: 31 } as const;
    lab.asked = told(asked);
    // A closed tab takes its storage with it.
    const closeTab = (): Promise<void> => page.evaluate(() => sessionStorage.clear());
    const line = page.locator('[data-part="class-line"]');
    const home = async (): Promise<void> => {
      await closeTab();
      await page.goto(new URL('?lang=en', page.url()).href);
    };
    await home();
    await line.getByText(/^Class K7MXY3 of this device is still on: 31 people are here/).waitFor();
    expect(lab.asks.at(-1)).toBe(`${CODE}/secret`);
    expect(await axeViolationsInThemes(page, 'main')).toEqual([]);
    await line.getByRole('button', { name: 'Go on presenting' }).click();
    await driver.ready();
    expect(lab.hellos.at(-1)).toMatchObject({ class: `${CODE}/secret` });
    expect(page.url()).not.toContain('secret');
    lab.say(told({ part: 'presenter', token: 'secret' }));
    await page.locator('[data-part="class-badge"]').waitFor();
    // The stage of another lab says so only while nobody presents the class.
    await closeTab();
    lab.asked = told({ ...asked, isAway: false });
    await page.goto(new URL('?lesson=L1&lang=en', page.url()).href);
    await driver.ready();
    await expect.poll(() => lab.asks.length).toBe(3);
    expect(await line.count()).toBe(0);
    lab.asked = told(asked);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await line.getByRole('button', { name: 'Go on presenting' }).waitFor();
    await line.getByRole('button', { name: 'Not mine…' }).click();
    await line.getByRole('button', { name: 'Forget it' }).click();
    await line.getByText('This device has forgotten class K7MXY3.').waitFor();
    const asks = lab.asks.length;
    await home();
    await page.getByLabel('In a class? Its code:').waitFor();
    await page.reload();
    await page.getByLabel('In a class? Its code:').waitFor();
    expect(await line.count()).toBe(0);
    expect(lab.asks).toHaveLength(asks);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('[CLASS3] is told so, also after a reload, and presents again when they say so and not before', async () => {
    const lab = moments.beforeSend();
    const driver = await presenting(lab);
    const { page } = driver;
    // The other one leads in the same room, so that this page watches.
    lab.role = 'viewer';
    lab.say(told({ part: 'replaced' }));
    await page.getByText('Another tab or device presents class K7MXY3 now.').waitFor();
    await page.reload();
    await page.getByText('Another tab or device presents class K7MXY3 now.').waitFor();
    await page.locator('[data-part="primary"]', { hasText: 'Watching' }).waitFor();
    expect(lab.hellos.at(-1)).not.toHaveProperty('presents');
    expect(lab.hellos.at(-1)).toMatchObject({ class: `${CODE}/secret`, watches: true });
    expect(page.url()).not.toContain('secret');
    // It goes along with the class, and says when nobody presents it.
    lab.say(told({ part: 'replaced' }));
    const { head } = await driver.position();
    lab.say({ type: 'view', told: { presenterAt: { epoch: lab.epoch, seq: head - 2 } } });
    await expect.poll(async () => (await driver.position()).cursor).toBe(head - 2);
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Back to the class' }).click();
    await expect.poll(async () => (await driver.position()).cursor).toBe(head - 2);
    lab.say(told({ part: 'replaced', isAway: true }));
    await page.getByText('The presenter is away. The class goes on when they are back.').waitFor();
    // The welcome without a secret has made the page forget its own.
    const hellos = lab.hellos.length;
    await page.reload();
    await expect.poll(() => lab.hellos.length).toBe(hellos + 1);
    await page.getByRole('button', { name: 'Present here' }).waitFor();
    expect(lab.hellos.at(-1)).not.toHaveProperty('token');
    lab.role = 'controller';
    await page.getByRole('button', { name: 'Present here' }).click();
    await driver.ready();
    // It presents the class in the room in which that is now.
    expect(lab.hellos.at(-1)).toMatchObject({ class: `${CODE}/secret` });
    expect(lab.hellos.at(-1)).not.toHaveProperty('watches');
    lab.say(told({ part: 'presenter', token: 'secret' }));
    await page.locator('[data-part="class-badge"]').waitFor();
    await page.reload();
    await driver.ready();
    expect(lab.hellos.at(-1)).toMatchObject({ presents: { code: CODE, token: 'secret' } });
    // The second presenter may follow again, in a lab of their own and with a hand.
    expect(lab.hellos.at(-1)).toHaveProperty('as');
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

describe('a presenter who opens a recording', () => {
  test('[CLASS5] stays in the class, over a lost connection too, and comes back to where it was', async () => {
    const lab = moments.beforeSend();
    const driver = await presenting(lab);
    const { page } = driver;
    const { head } = await driver.position();
    const openMenu = (): Promise<void> => page.locator('[data-part="menu"]').click();
    await openMenu();
    await page.getByRole('button', { name: 'Play the recorded L1' }).click();
    await page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    const looks = (): unknown =>
      lab.acts
        .flatMap((act) => (act.is === 'look' && act.view.presenterAt ? [act.view.presenterAt] : []))
        .at(-1);
    await expect.poll(looks).toMatchObject({ recording: { lesson: 'L1' } });
    await page.keyboard.press('ArrowRight');
    const { cursor } = await driver.position();
    await expect.poll(looks).toEqual({ recording: { lesson: 'L1' }, seq: cursor });
    const hellos = lab.hellos.length;
    // Events of the lab do not reach the recording.
    const { head: recorded } = await driver.position();
    lab.advance();
    lab.say(told({ part: 'presenter', token: 'secret', followers: 7 }));
    await page.getByRole('button', { name: /^Class K7MXY3, 7 people here/ }).waitFor();
    expect((await driver.position()).head).toBe(recorded);
    lab.acts.length = 0;
    lab.cut();
    await expect.poll(looks).toEqual({ recording: { lesson: 'L1' }, seq: cursor });
    expect(lab.acts.some(({ is }) => is === 'aside')).toBe(false);
    expect(lab.hellos.slice(hellos)).toMatchObject([{ presents: { code: CODE, token: 'secret' } }]);
    expect((await driver.position()).head).toBe(recorded);
    await openMenu();
    await page.getByRole('button', { name: /^Back to the live lab/ }).click();
    await driver.ready();
    await page.keyboard.press('End');
    await expect.poll(async () => (await driver.position()).head).toBeGreaterThan(head);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

test('[CLASS5] [CLASS9] a presenter who opens a link into a recording stays in the class', async () => {
  const lab = moments.beforeSend();
  const driver = await presenting(lab);
  const { page } = driver;
  await expect.poll(() => lab.acts.length).toBeGreaterThan(0);
  lab.acts.length = 0;
  await page.goto(new URL('?replay=L4&see=caution-4&lang=en', page.url()).href);
  await expect.poll(() => lab.hellos.at(-1)?.class).toBe(`${CODE}/secret`);
  lab.say(told({ part: 'presenter', token: 'secret' }));
  await page.locator('[data-part="class-badge"]').waitFor();
  const { cursor } = await driver.position();
  await expect
    .poll(() => lab.acts.flatMap((act) => (act.is === 'look' ? [act.view.presenterAt] : [])))
    .toContainEqual({ recording: { lesson: 'L4' }, seq: cursor });
  expect(driver.complaints).toEqual([]);
  await page.close();
});

test('[CLASS4] a follower goes along into a recording, through it, and back to the class', async () => {
  const { lab, driver, page } = await following();
  await page.getByText(`Following ${CODE}`).waitFor();
  const at = (seq: number): void =>
    lab.say({
      type: 'view',
      told: { presenterAt: { recording: { lesson: 'L22', variation: 'by-hand' }, seq } },
    });
  const mode = page.locator('[data-part="mode"]');
  const cursor = async (): Promise<number> => (await driver.position()).cursor;
  at(40);
  await expect.poll(() => mode.getAttribute('data-mode')).toBe('recording');
  await expect.poll(cursor).toBe(40);
  for (const seq of [41, 12]) {
    at(seq);
    await expect.poll(cursor).toBe(seq);
  }
  await page.getByText(`Following ${CODE}`).waitFor();
  expect(lab.acts).toEqual([]);
  // By their own hand they look around, and the way back leads into the recording again.
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => lab.acts).toEqual([{ is: 'look-around' }]);
  at(60);
  await page.getByRole('button', { name: 'Back to the class' }).click();
  await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'follow' });
  await expect.poll(cursor).toBe(60);
  lab.say({ type: 'view', told: { presenterAt: null } });
  await expect.poll(() => lab.hellos.length).toBe(2);
  lab.say(told({}));
  await expect.poll(() => mode.getAttribute('data-mode')).toBe('live');
  await page.getByText(`Following ${CODE}`).waitFor();
  expect(driver.complaints).toEqual([]);
  await page.close();
});

describe('a follower whom the class has no place for', () => {
  test.each([
    [{ width: 1280, height: 720 }, 'en'],
    [{ width: 390, height: 844 }, 'zh'],
  ] as const)('[CLASS7] is told so, and comes in by itself, %o, %s', async (viewport, language) => {
    const lab = moments.bytesOnTheWire();
    lab.role = 'viewer';
    lab.waits = told({ part: 'waiting', waitsFor: 'no-room' });
    const query = `?lang=${language}#/class/${CODE}`;
    const driver = await pages.page(lab, { query, language, viewport });
    const { page } = driver;
    const waits = page.locator('[data-part="class-waits"]');
    await waits.getByText(/You come in by yourself|你会自动进入/).waitFor();
    const badge = page.locator('[data-part="mode"]');
    const isSaid = async (): Promise<void> => {
      expect(await driver.primary()).toMatch(/^(Waiting to come in|等候进入)$/);
      expect(await badge.innerText()).toMatch(/^(WAITING|等候进入)$/);
    };
    await isSaid();
    expect(await axeViolationsInThemes(page, 'body')).toEqual([]);
    lab.letIn();
    lab.say(told({}));
    await page.locator('[data-line]').first().waitFor();
    await page.getByText(language === 'en' ? `Following ${CODE}` : `你在跟随课堂 ${CODE}`).waitFor();
    expect(lab.hellos).toHaveLength(1);

    // The lab that was seen stays while one waits for a place in the next room.
    lab.say(told({ part: 'waiting', waitsFor: 'full' }));
    const line = page.locator('[data-part="class-line"]');
    await line.getByText(/The class is full|课堂满员/).waitFor();
    expect(await page.locator('[data-line]').count()).toBeGreaterThan(0);
    await isSaid();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test('[CLASS4] who looked around in a room that has ended follows again, and the page says so', async () => {
    const lab = moments.bytesOnTheWire();
    lab.role = 'viewer';
    const driver = await pages.page(lab, { query: `?lang=en#/class/${CODE}` });
    const { page } = driver;
    await page.locator('[data-line]').first().waitFor();
    lab.say(told({}));
    await page.getByRole('button', { name: 'Look around' }).click();
    await page.getByText('You look around on your own').waitFor();
    lab.moveTo('another');
    lab.cut();
    await expect.poll(() => lab.hellos.at(-1)?.room).toBe('recorded');
    lab.say(told({}));
    await page.getByText(`Following ${CODE}`).waitFor();
    lab.say({ type: 'view', told: { presenterAt: { epoch: lab.epoch, seq: 20 } } });
    await expect.poll(async () => (await driver.position()).cursor).toBe(20);
    lab.cut();
    await expect.poll(() => lab.hellos.length).toBe(3);
    expect(lab.hellos.at(-1)).not.toHaveProperty('room');
    expect(driver.complaints).toEqual([]);
    await page.close();
  });
});

test('[CLASS2] a page that goes from its own lab to a class leaves the lab to another tab', async () => {
  const lab = moments.bytesOnTheWire();
  const driver = await pages.page(lab);
  const { page } = driver;
  await driver.ready();
  const held = (): Promise<number> =>
    page.evaluate(async () => {
      const { held: locks = [] } = await navigator.locks.query();
      return locks.filter(({ name }) => name?.startsWith('socketscope.rooms.')).length;
    });
  await expect.poll(held).toBe(1);
  lab.role = 'viewer';
  await page.evaluate((code) => (location.hash = `#/class/${code}`), CODE);
  await expect.poll(() => lab.hellos.at(-1)).toMatchObject({ class: CODE });
  await expect.poll(held).toBe(0);
  await page.close();
});

describe('a follower', () => {
  test.each([
    [{ width: 1280, height: 720 }, 'en'],
    [{ width: 390, height: 844 }, 'zh'],
  ] as const)(
    '[CLASS4] [CLASS5] goes where the presenter looks, looks around and comes back, %o, %s',
    async (viewport, language) => {
      const { lab, driver, page } = await following({ language, viewport });
      await page.getByText(language === 'en' ? `Following ${CODE}` : `你在跟随课堂 ${CODE}`).waitFor();
      const cursor = async (): Promise<number> =>
        Number(await page.locator('[data-part="scrubber"]').inputValue());
      const mode = page.locator('[data-part="mode"]');
      // The last moment that was shown is not live where the presenter's page is in the past, and a press beyond is answered.
      const head = Number(await page.locator('[data-part="scrubber"]').getAttribute('max'));
      lab.say(told({ isPaced: true }));
      lab.say({ type: 'view', told: { presenterAt: { epoch: lab.epoch, seq: head } } });
      await expect.poll(() => mode.getAttribute('data-mode')).toBe('past');
      await page.keyboard.press('End');
      await page
        .getByText(/^(The presenter has shown no more than this yet|主讲人还没有展示后面的内容)/)
        .waitFor();
      lab.say(told({}));
      await expect.poll(() => mode.getAttribute('data-mode')).toBe('live');
      lab.say({ type: 'view', told: { presenterAt: { epoch: lab.epoch, seq: 20 } } });
      await expect.poll(cursor).toBe(20);
      expect(await mode.getAttribute('data-mode')).toBe('past');
      // The primary button leads nobody out of the class.
      const primary = page.locator('[data-part="primary"]:visible');
      await primary.filter({ hasText: /Watching|旁观中/ }).waitFor();
      await primary.click({ force: true });
      await page.keyboard.press('Space');
      expect(await cursor()).toBe(20);
      expect(lab.acts).toEqual([]);

      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => lab.acts).toEqual([{ is: 'look-around' }]);
      // The newest moment that there is here may be one of the past.
      await primary.filter({ hasText: /Back to live|回到实况/ }).waitFor();
      lab.say(told({ isPaced: true }));
      await primary.filter({ hasText: /Back to the newest|回到最新/ }).waitFor();
      lab.say({ type: 'view', told: { presenterAt: { epoch: lab.epoch, seq: 25 } } });
      lab.say(told({ lesson: 'L2' }));
      const line = page.locator('[data-part="class-line"]');
      await line.getByText(/L2/).waitFor();
      expect(await cursor()).toBe(19);
      expect(await axeViolations(page, 'body')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await line.getByRole('button', { name: /^(Back to the class|回到课堂)$/ }).click();
      await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'follow' });
      await expect.poll(cursor).toBe(25);

      lab.say(told({ isAside: true }));
      await line.getByText(/The presenter looks at a recording|主讲人在看文件里的录像/).waitFor();
      lab.say(told({ isAway: true }));
      await line.getByText(/The presenter is away|主讲人暂时不在/).waitFor();
      lab.say(told({ part: 'over' }));
      await line.getByText(/The class has ended|已经下课/).waitFor();
      expect(await cursor()).toBe(25);
      expect(new URL(page.url()).hash).toBe('#/room/recorded');
      expect(driver.complaints).toEqual([]);
      await page.close();
    },
  );
});

describe('pointing', () => {
  test('[CLASS10] the presenter points with the mouse and by the keyboard, and lights a part in place of pressing it', async () => {
    const lab = moments.bytesOnTheWire();
    const driver = await presenting(lab, { hasTouch: true });
    const { page } = driver;
    const pointed = (): unknown =>
      lab.acts
        .flatMap((act) => (act.is === 'look' && 'pointedAt' in act.view ? [act.view.pointedAt] : []))
        .at(-1);
    const nic = page.locator('[data-anchor="nic:server"]');
    await page.keyboard.press('l');
    const tool = page.locator('[data-part="point-tool"]');
    await expect.poll(() => tool.getAttribute('aria-pressed')).toBe('true');
    await nic.hover();
    await expect.poll(pointed).toMatchObject({ in: ['nic:server'], x: 0.5, lit: false });
    const chip = page.locator('[data-anchor^="chip:"]').first();
    const commands = lab.done.length;
    await chip.click();
    await expect.poll(pointed).toMatchObject({ lit: true });
    expect((pointed() as Point).in[0]).toMatch(/^chip:/);
    expect((pointed() as Point).in.at(-1)).toBe('wire-area');
    await page.locator('[data-part="pointed"][data-lit="true"]').waitFor();
    // A lit part stays so while the pointer goes elsewhere.
    await nic.hover();
    await page.keyboard.press('Escape');
    await expect.poll(pointed).toMatchObject({ in: ['nic:server'], lit: false });
    expect(lab.done.length).toBe(commands);
    // A word with an explanation is pointed at like any part, by a tap, a mouse that rests on it, and the keyboard.
    const word = page.locator('[data-term]').first();
    const heard = await page.evaluateHandle(() => {
      const types: string[] = [];
      for (const type of ['pointerover', 'focusin', 'click'])
        addEventListener(type, ({ target }) => {
          if ((target as Element).closest('[data-term]') !== null) types.push(type);
        });
      return types;
    });
    await word.tap();
    await expect.poll(pointed).toMatchObject({ lit: true });
    expect((pointed() as Point).in[0]).toMatch(/^line:/);
    await word.hover();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await heard.jsonValue()).toEqual([]);
    expect(await page.locator('[data-part="term"]').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(pointed).toBeNull();
    expect(await tool.getAttribute('aria-pressed')).toBe('false');
    expect(driver.complaints).toEqual([]);
    await page.close();
  });

  test.each([
    [{ width: 1280, height: 720 }, 'en'],
    [{ width: 390, height: 844 }, 'zh'],
  ] as const)(
    '[CLASS10] a follower sees where, also on a phone that shows another part, %o, %s',
    async (viewport, language) => {
      const { lab, driver, page } = await following({ language, viewport });
      lab.say({ type: 'view', told: { pointedAt: { in: ['nic:server'], x: 0.5, y: 0.5, lit: false } } });
      const part = page.locator('[data-part="pointed"]');
      await part.waitFor({ state: 'attached' });
      const nic = page.locator('[data-anchor="nic:server"]');
      if (language === 'zh') {
        const line = page.locator('[data-part="class-line"]');
        await line.getByText('主讲人指着服务端的网卡').waitFor();
        await line.getByRole('button', { name: '去看' }).click();
        await line.getByText(`你在跟随课堂 ${CODE}`).waitFor();
      }
      expect(await nic.isVisible()).toBe(true);
      // A lit part is brought into sight without a press.
      lab.say({ type: 'view', told: { pointedAt: { in: ['line:client:3'], x: 0.5, y: 0.5, lit: true } } });
      const line = page.locator('[data-anchor="line:client:3"]');
      await line.waitFor();
      const ring = part.locator('div').first();
      await expect
        .poll(async () => {
          const [at, around] = [await line.boundingBox(), await ring.boundingBox()];
          return at && around && Math.round(at.x - around.x) === 3 && Math.round(at.y - around.y) === 3;
        })
        .toBe(true);
      expect(await axeViolations(page, 'body')).toEqual([]);
      // It may be far below what the other panel has shown.
      lab.say({ type: 'view', told: { pointedAt: { in: ['nic:server'], x: 0.5, y: 0.5, lit: true } } });
      const isInSight = (): Promise<boolean> =>
        nic.evaluate((it) => {
          const { x, y, width, height } = it.getBoundingClientRect();
          const there = document.elementFromPoint(x + width / 2, y + height - 4);
          return width > 0 && there !== null && it.contains(there);
        });
      await expect.poll(isInSight).toBe(true);
      // Whoever looks around is not pointed at anything.
      await page.getByRole('button', { name: /^(Look around|自由查看)$/ }).click();
      await expect.poll(() => part.count()).toBe(0);
      expect(driver.complaints).toEqual([]);
      await page.close();
    },
  );

  test('[CLASS10] whoever presents no class is told so', async () => {
    const driver = await pages.page(moments.bytesOnTheWire());
    await driver.ready();
    await driver.page.keyboard.press('l');
    await driver.page.getByText('Only whoever presents a class points for others').waitFor();
    await driver.page.close();
  });
});

test('[CLASS4] a follower sees the sheet and the object that the presenter opens, and may close it', async () => {
  const lab = moments.bytesOnTheWire();
  const driver = await presenting(lab);
  await driver.page.keyboard.press('m');
  await driver.page.locator('dialog[open]').waitFor();
  const shows = (): Shown | undefined =>
    lab.acts
      .flatMap((act) => (act.is === 'look' && act.view.presenterShows ? [act.view.presenterShows] : []))
      .at(-1);
  await expect.poll(() => shows()?.sheet).toBe('states');
  await driver.page.close();

  const followed = moments.bytesOnTheWire();
  followed.role = 'viewer';
  const follower = await pages.page(followed, { query: `?lang=en#/class/${CODE}` });
  await follower.page.locator('[data-line]').first().waitFor();
  followed.say(told({}));
  followed.say({ type: 'view', told: { presenterAt: null, presenterShows: shows()!, pointedAt: null } });
  await follower.page.locator('[data-part="states"]').waitFor();
  await follower.page.keyboard.press('Escape');
  await expect.poll(() => follower.page.locator('dialog[open]').count()).toBe(0);
  const selected = { is: 'socket', id: Object.keys(followed.state.sockets)[0]! } as const;
  followed.say({ type: 'view', told: { presenterShows: { ...shows()!, selected } } });
  await follower.page.locator('[data-part="inspector"]').waitFor();
  expect(follower.complaints).toEqual([]);
  await follower.page.close();
});
