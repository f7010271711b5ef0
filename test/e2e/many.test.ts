import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LessonPrograms } from '../../shared/lessons/lesson.ts';
import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  receive,
  sendText,
} from '../../shared/programs/phrases.ts';
import {
  define,
  leaveLoop,
  literal,
  method,
  name,
  not,
  perform,
  thread,
  when,
  whileLoop,
} from '../../shared/programs/build.ts';
import { closePages } from '../support/devices.ts';
import { Desk } from '../support/desk.ts';
import { lacks } from '../support/machine.ts';
import { PageDriver } from '../support/page-driver.ts';
import { RoomClient } from '../support/room-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'many clients in the browser');

const echo = whileLoop(
  literal(true),
  receive('conn'),
  when(not(name('data')), [leaveLoop]),
  perform(method(name('conn'), 'send', name('data'))),
);
const threaded: LessonPrograms = {
  client: { statements: [...connectedClient(), sendText('s', 'message', 'hello'), receive('s'), close('s')] },
  server: {
    statements: [
      define('handle', ['conn'], echo, close('conn')),
      ...listeningServer(),
      whileLoop(literal(true), acceptFrom('srv'), perform(method(thread('handle', [name('conn')]), 'start'))),
    ],
  },
};

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

const server = sharedServer();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

/** Connects everything on an automatic wire, with each client waiting for its answer. */
async function served(desk: Desk, clients: number): Promise<void> {
  await desk.compose(threaded, 'auto');
  await desk.do({ type: 'run-on', program: 'server' });
  for (let i = 1; i < clients; i += 1) await desk.do({ type: 'add-client' });
  const all = ['client', ...Array.from({ length: clients - 1 }, (_, i) => `client${i + 2}`)];
  for (const program of all) await desk.step(program, 2);
  await desk.until(
    ({ atRest, threads }) =>
      atRest && Object.values(threads).filter(({ program }) => program === 'server').length === clients + 1,
  );
}

/**
 * Starts a server whose lab host may open few files, makes labs until one is refused, and then opens a page.
 */
async function tightServer() {
  const tight = await ServerProcess.serving(['--port', '0'], {}, '-n 128');
  const rooms: RoomClient[] = [];
  for (;;) {
    const room = await RoomClient.enter(tight.address);
    await room.until(() => room.state.atRest || room.state.closed !== null);
    if (room.state.closed !== null) break;
    rooms.push(room);
  }
  return { server: tight, rooms, driver: await PageDriver.open(browser, tight.address) };
}

describe.skipIf(missing !== undefined)('each has its row, its port and its thread', () => {
  test.each([
    [10, SIZES],
    [3, SIZES.slice(0, 1)],
  ] as const)('%i clients, in windows of %o', async (clients, sizes) => {
    const desk = await Desk.open(browser, server.address);
    const { page } = desk.driver;
    await served(desk, clients);
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      const narrow = viewport.width < 700;
      await page.keyboard.press('End');
      // On a phone, an event that is still being told turns to another panel, so that the panel is chosen
      // again, and what is read there is read while it is chosen.
      const turnTo = async (name: 'Client' | 'Server'): Promise<void> => {
        if (narrow) await page.getByRole('tab', { name }).click();
      };
      const rows = page.locator('[data-part="clients"] [data-program]');
      await expect
        .poll(async () => {
          await turnTo('Client');
          return rows.count();
        })
        .toBe(clients);
      let ports: string[] = [];
      await expect
        .poll(async () => {
          await turnTo('Client');
          ports = (await rows.allInnerTexts()).flatMap((text) => /:(\d+)/.exec(text)?.[1] ?? []);
          return new Set(ports).size;
        })
        .toBe(clients);
      // A client is chosen by keyboard, and its listing and its socket are shown.
      await expect
        .poll(async () => {
          await turnTo('Client');
          await rows.nth(1).press('Enter', { timeout: 1000 });
          return rows.nth(1).getAttribute('aria-pressed', { timeout: 1000 });
        })
        .toBe('true');
      const port = ports[1] ?? '';
      await expect
        .poll(async () => {
          await turnTo('Client');
          return desk.driver.column('Client').innerText({ timeout: 1000 });
        })
        .toContain(`:${port} →`);
      const lanes = page.locator('[data-part="threads"] [data-thread]');
      await expect
        .poll(async () => {
          await turnTo('Server');
          return lanes.count();
        })
        .toBe(clients + 1);
      await expect
        .poll(async () => {
          await turnTo('Server');
          return desk.driver.column('Server').innerText({ timeout: 1000 });
        })
        .toContain(`:${port}`);
      await expect
        .poll(async () => {
          await turnTo('Server');
          return page.locator('[data-part="threads"] [aria-pressed="true"]').innerText({ timeout: 1000 });
        })
        .toContain('T2');
      // Nothing extends beyond the stage.
      const spill = await page.evaluate(() => {
        const stage = document.querySelector('main')!;
        return stage.scrollWidth - stage.clientWidth;
      });
      expect(spill, `${viewport.width} × ${viewport.height}`).toBeLessThanOrEqual(0);
    }
    await desk.close();
  });
});

describe.skipIf(missing !== undefined)('clients', () => {
  test('come by a button and go by another, up to ten; each thread can be stepped alone', async () => {
    const desk = await Desk.open(browser, server.address);
    const { page } = desk.driver;
    await desk.compose(threaded, 'auto');
    const add = page.locator('[data-part="add-client"]');
    for (let count = 2; count <= 10; count += 1) {
      await add.click();
      await desk.until(({ programs }) => Object.keys(programs).length === count + 1);
    }
    await expect.poll(() => add.getAttribute('aria-disabled')).toBe('true');
    expect(await add.getAttribute('title')).toMatch(/at most 10/);
    await page.locator('[data-program="client3"]').click();
    await page.getByRole('button', { name: 'Remove client 3' }).click();
    await desk.until(({ programs }) => programs['client3'] === undefined);
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return page.locator('[data-part="clients"] [data-program]').count();
      })
      .toBe(9);

    // A key runs all of them, and every client is served.
    await page.keyboard.press('Escape');
    await page.locator('body').click({ position: { x: 640, y: 20 } });
    await page.keyboard.press('a');
    await desk.until(({ programs }) =>
      Object.values(programs).every(({ host, ended }) => host === 'server' || ended === 'finished'),
    );
    await desk.close();
  });

  test('the ladder marks each conversation, and shows one alone', async () => {
    const desk = await Desk.open(browser, server.address, { viewport: SIZES[1] });
    const { page } = desk.driver;
    await served(desk, 3);
    await page.keyboard.press('End');
    // Only the rows in sight are in the document, so that it is read from its first row to its last.
    const words = (): Promise<string> =>
      page.locator('[data-part="ladder"] > div').evaluate(async (box) => {
        const read: (string | null)[] = [];
        for (let top = 0; top < box.scrollHeight; top += box.clientHeight) {
          box.scrollTop = top;
          for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
          read.push(...Array.from(box.querySelectorAll('text'), ({ textContent }) => textContent));
        }
        return String(read);
      });
    await expect.poll(words).toMatch(/①[\s\S]*②[\s\S]*③/);
    await page.locator('[data-program="client2"]').click();
    await page.getByRole('button', { name: 'this client only' }).click();
    await expect.poll(words).not.toMatch(/①|③/);
    expect(await words()).toContain('②');
    await desk.close();
  });

  test('segments of several conversations lie in lanes of their own', async () => {
    const desk = await Desk.open(browser, server.address);
    const { page } = desk.driver;
    await desk.compose(threaded, 'hold');
    await desk.do({ type: 'run-on', program: 'server' });
    for (let i = 0; i < 2; i += 1) await desk.do({ type: 'add-client' });
    for (const program of ['client', 'client2', 'client3']) await desk.step(program, 2);
    const lanes = page.locator('[data-part="wire-lanes"] [data-lane]');
    const shown = async (): Promise<string> => {
      await page.keyboard.press('End');
      return (await lanes.allInnerTexts()).join(' ');
    };
    await expect.poll(shown).toMatch(/①[\s\S]*②[\s\S]*③/);
    // A segment that is pressed in a lane is selected, and it alone is delivered.
    await lanes.nth(1).getByRole('button').click();
    await page
      .locator('[data-chip]')
      .getByRole('button', { name: /^Deliver/ })
      .click();
    await desk.until(({ sockets }) => Object.values(sockets).some(({ state }) => state === 'SYN_RECV'));
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return page.locator('[data-part="syn-queue"]').allInnerTexts();
      })
      .toEqual(['SYN 1']);
    await desk.close();
  });
});

describe.skipIf(missing !== undefined)('at the limit', () => {
  test('a newcomer is told that all labs are taken, and sees the recorded run', async () => {
    const tight = await tightServer();
    const { driver } = tight;
    const { page } = driver;
    await expect.poll(() => page.locator('body').innerText()).toContain('All labs are in use');
    await page.getByRole('button', { name: /Play the recorded L1/ }).click();
    await expect.poll(() => page.locator('body').innerText()).toContain('RECORDING');
    await page.close();
    // The clients that were there before have lost nothing.
    for (const room of tight.rooms) expect(room.state.closed).toBeNull();
    await tight.server.stop();
  });
});
