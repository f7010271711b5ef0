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
  setBuffer,
} from '../../shared/programs/phrases.ts';
import { constant, literal, method, name, operation, bytes, perform } from '../../shared/programs/build.ts';
import { closePages } from '../support/devices.ts';
import { Desk } from '../support/desk.ts';
import { lacks } from '../support/machine.ts';

import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const missing = lacks('two-hosts', 'both directions at once');

const server = sharedServer();
let browser: Browser;
let desk: Desk;

const talk: LessonPrograms = {
  client: { statements: [...connectedClient(), sendText('s', 'message', 'ping'), receive('s'), close('s')] },
  server: {
    statements: [
      ...listeningServer(),
      acceptFrom('srv'),
      sendText('conn', 'reply', 'pong!'),
      receive('conn'),
      close('conn'),
    ],
  },
};

/**
 * Brings both ends to a connection that accept() has returned. From here on the test delivers each segment.
 */
async function connected(programs: LessonPrograms): Promise<void> {
  await desk.compose(programs, 'auto');
  await desk.step('server', 5);
  await desk.step('client', 2);
  await desk.until(
    ({ atRest, sockets }) =>
      atRest && Object.values(sockets).filter((one) => one.state === 'ESTABLISHED').length === 2,
  );
  await desk.mode('Hold');
}
const state = (host: 'client' | 'server'): string | undefined =>
  Object.values(desk.lab.state.sockets).findLast(
    (socket) => socket.host === host && socket.state !== 'LISTEN',
  )?.state;
const shown = async (): Promise<string> => {
  await desk.driver.page.keyboard.press('End');
  return (await desk.driver.moment(({ cursor, head }) => cursor === head)).picture;
};

describe.skipIf(missing !== undefined)('several conversations in both directions', () => {
  beforeAll(async () => {
    browser = await sharedBrowser();
    desk = await Desk.open(browser, server.address);
  });
  afterAll(async () => {
    await desk.close();
    await closePages(browser);
  });

  test('simultaneous send: two segments pass each other, both arrive', async () => {
    await connected(talk);
    await desk.step('client');
    await desk.step('server');
    expect(desk.lab.state.wire.chips.map(({ from }) => from)).toEqual(['client', 'server']);
    await expect.poll(() => desk.driver.chips.count()).toBeGreaterThanOrEqual(1);
    await desk.deliver(({ from }) => from === 'server');
    await desk.deliver(({ from }) => from === 'client');
    await expect.poll(shown).toMatch(/4 B[\s\S]*5 B/);
    await expect.poll(() => desk.driver.buffer('Client', 'Receive').innerText()).toContain('5 B');
    await expect.poll(() => desk.driver.buffer('Server', 'Receive').innerText()).toContain('4 B');
  });

  test('simultaneous close: both in CLOSING, then both in TIME_WAIT', async () => {
    await connected({
      client: { statements: [...connectedClient(), close('s')] },
      server: { statements: [...listeningServer(), acceptFrom('srv'), close('conn')] },
    });
    await desk.step('client');
    await desk.step('server');
    await desk.deliver(({ from }) => from === 'client');
    await desk.deliver(
      ({ from, held }) => from === 'server' && held[0]?.headers.flags.includes('FIN') === true,
    );
    expect([state('client'), state('server')]).toEqual(['CLOSING', 'CLOSING']);
    await expect.poll(shown).toMatch(/CLOSING[\s\S]*CLOSING/);
    while (desk.lab.state.wire.chips.some(({ held }) => held.length > 0)) await desk.deliver();
    await desk.until(() => state('client') === 'TIME_WAIT' && state('server') === 'TIME_WAIT');
    await expect.poll(shown).toMatch(/TIME_WAIT[\s\S]*TIME_WAIT/);
  });

  test('half-close: one direction has ended, the other still carries', async () => {
    await connected({
      client: {
        statements: [
          ...connectedClient(),
          perform(method(name('s'), 'shutdown', constant('SHUT_WR'))),
          receive('s'),
          close('s'),
        ],
      },
      server: talk.server,
    });
    await desk.mode('Auto');
    await desk.step('client');
    await desk.step('server');
    await desk.until(() => state('client') === 'FIN_WAIT2' && state('server') === 'CLOSE_WAIT');
    await expect.poll(shown).toMatch(/FIN_WAIT2[\s\S]*CLOSE_WAIT/);
    await expect.poll(() => desk.driver.buffer('Client', 'Receive').innerText()).toContain('5 B');
  });

  test('a reset: unread bytes at close, and the peer’s next call fails', async () => {
    await connected({
      client: {
        statements: [...connectedClient(), sendText('s', 'message', 'unread'), receive('s'), close('s')],
      },
      server: { statements: [...listeningServer(), acceptFrom('srv'), close('conn')] },
    });
    await desk.step('client');
    await desk.deliver();
    await desk.step('server');
    const isReset = ({ held }: { held: readonly { headers: { flags: readonly string[] } }[] }): boolean =>
      held[0]?.headers.flags.includes('RST') === true;
    expect(desk.lab.state.wire.chips.some(isReset)).toBe(true);
    await expect.poll(shown).toContain('RST');
    await desk.deliver(isReset);
    await desk.step('client');
    await desk.until(({ threads }) => threads['client/main']?.status === 'failed');
    await expect.poll(shown).toContain('ConnectionResetError');
  });

  test('a window of 0: the receiver says so, and a recv opens it again', async () => {
    const [open, ...listening] = listeningServer();
    await desk.compose(
      {
        client: {
          statements: [
            ...connectedClient(),
            perform(method(name('s'), 'sendall', operation(bytes('0123456789'), '*', literal(20_000)))),
            close('s'),
          ],
        },
        server: {
          statements: [
            ...(open === undefined ? [] : [open]),
            setBuffer('srv', 'SO_RCVBUF', 4096),
            ...listening,
            acceptFrom('srv'),
            receive('conn', 'data', 1_000_000),
            receive('conn', 'data', 1_000_000, 'again'),
            close('conn'),
          ],
        },
      },
      'auto',
    );
    await desk.step('server', 6);
    await desk.step('client', 2);
    await desk.step('client');
    const closed = (): boolean =>
      desk.of('segment-sent').some(({ from, headers }) => from === 'server' && headers.window === 0);
    await desk.lab.until(closed);
    await expect.poll(shown).toMatch(/blocked\s+send/);
    await expect.poll(() => desk.driver.buffer('Client', 'Send').innerText()).toMatch(/peer window 0 B/);
    const { seq } = desk.lab.state;
    await desk.step('server', 1);
    await desk.lab.until(() =>
      desk.of('segment-sent').some((e) => e.seq > seq && e.from === 'server' && e.headers.window > 0),
    );
  });
});
