import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ADDRESS_SHARES } from '../../server/limits.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { createGateway, type Gateway } from '../../server/web/gateway.ts';
import { listen } from '../../server/web/listen.ts';
import { FakeLabs } from '../support/fake-labs.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually } from '../support/server-process.ts';

/*
 * These requests are known faults of servers that listen on a local address. They are sent as bytes, because no client
 * library sends most of them.
 */

const labs = new FakeLabs();
const rooms = new Rooms({ labs, version: '0' });
const shares = { ...ADDRESS_SHARES, sockets: 10 };
const page = { content: Buffer.from('the page'), type: 'text/html', etag: '"1"', cacheControl: 'no-cache' };
let gateway: Gateway;
let port = 0;

beforeAll(async () => {
  gateway = createGateway(rooms, {
    pages: {
      files: new Map([['/', page]]),
      names: { listenHost: '127.0.0.1', allowedHosts: ['lab.example'] },
      frameAncestors: [],
      token: null,
      health: () => ({
        ...({ grade: 'two-hosts', capture: 'wire', isolated: true, labHost: 'up' } as const),
        labHosts: 1,
        ...rooms.counts,
        version: '0',
      }),
    },
    shares,
    trustForwardedFor: false,
  });
  ({ port } = await listen(gateway.http, { host: '127.0.0.1', port: 0, portIsAsked: true }));
});
afterAll(() => gateway.close());

/** Sends these bytes and returns all that the server says before it closes. */
function said(request: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
    socket.setEncoding('latin1').on('data', (more: string) => (text += more));
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
  });
}

async function status(request: string): Promise<number> {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(await said(request))?.[1]);
}

const get = (target: string, ...headers: string[]): string =>
  [`GET ${target} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n');

const OWN = 'Host: localhost';
const upgrade = (...headers: string[]): string =>
  [
    'GET /ws HTTP/1.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Version: 13',
    ...headers,
    '',
    '',
  ].join('\r\n');

describe('a request', () => {
  test.each([
    ['localhost6', 'Host: localhost6'],
    ['ip6-localhost', 'Host: ip6-localhost'],
    ['a name below localhost', 'Host: evil.localhost'],
    ['a name with a user', 'Host: localhost@evil.example'],
    ['a path in it', 'Host: localhost/evil.example'],
    ['a null byte', 'Host: localhost\0evil'],
    ['a space', 'Host: localhost evil.example'],
    ['nothing', 'Host:'],
    ['a number that is an address', 'Host: evil.0x7f000001'],
    ['another port of a strange name', 'Host: lab.example.evil:80'],
  ])('whose Host has %s is refused, over HTTP and for the WebSocket', async (_, host) => {
    expect([400, 403]).toContain(await status(get('/healthz', host)));
    expect([400, 403]).toContain(await status(upgrade(host)));
  });

  test('with no Host, or with two, is refused', async () => {
    expect(await status(get('/'))).toBe(400);
    for (const request of [get('/', OWN, 'Host: evil.example'), get('/', OWN, OWN), upgrade(OWN, OWN)])
      expect(await status(request)).toBe(403);
  });

  test.each([
    'null',
    'http://localhost.evil.example',
    'http://evil.example#http://localhost',
    'file://',
    'localhost',
    '',
  ])('for the WebSocket from the origin “%s” is refused', async (origin) => {
    expect(await status(upgrade(OWN, `Origin: ${origin}`))).toBe(403);
  });

  test('with a target that browsers do not send leads nowhere', async () => {
    for (const target of [
      '/#/room/x',
      '/?#',
      'http://evil.example/',
      '//evil.example',
      '*',
      '/\\evil',
      '/;/',
    ])
      expect([target, [200, 400, 404].includes(await status(get(target, OWN)))]).toEqual([target, true]);
    expect(await said(get('/#/room/x', OWN))).toContain('There is nothing here.');
    expect(await said(get('http://evil.example/', OWN))).not.toContain('the page');
  });

  test('that another site can send without asking (no-cors) is refused and changes nothing', async () => {
    for (const [method, target] of [
      ['POST', '/'],
      ['POST', '/ws'],
      ['POST', '/healthz'],
      ['PUT', '/'],
      ['DELETE', '/'],
      ['OPTIONS', '/'],
    ] as const) {
      const body = 'Content-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';
      expect(
        await status(`${method} ${target} HTTP/1.1\r\n${OWN}\r\nOrigin: http://evil.example\r\n${body}`),
      ).toBe(405);
    }
    expect(rooms.counts).toEqual({ labs: 0, viewers: 0 });
  });

  test('with very many or very long headers is refused', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `X-${i}: x`);
    expect(await status(get('/', OWN, ...many))).toBe(431);
    expect(await status(get('/', OWN, `X-Long: ${'x'.repeat(100_000)}`))).toBe(431);
  });

  test('to upgrade without what RFC 6455 §4.2.1 asks for is refused', async () => {
    const whole = upgrade(OWN);
    expect(await status(whole.replace('Sec-WebSocket-Version: 13', 'Sec-WebSocket-Version: 7'))).toBe(400);
    expect(await status(whole.replace('Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'X: y'))).toBe(400);
    expect(await status(whole.replace('AAAAAAAAAAAAAAAAAAAAAA==', 'short'))).toBe(400);
    expect(await status(whole.replace('Upgrade: websocket', 'Upgrade: h2c'))).toBe(400);
    expect(await status(whole.replace('GET', 'POST'))).toBe(405);
    // Without `Connection: Upgrade` it asks for a page.
    expect(await status(whole.replace('Connection: Upgrade', 'Connection: close'))).toBe(404);
  });
});

describe('a flood', () => {
  async function joined(): Promise<RoomClient> {
    const client = await RoomClient.enter(`http://127.0.0.1:${port}/`);
    expect(client.error).toBeUndefined();
    return client;
  }

  test('of fragments that never become a message ends the connection', async () => {
    const client = await joined();
    for (let i = 0; i < 20_000 && client.socket.readyState === WebSocket.OPEN; i += 1)
      client.socket.send('x', { fin: false });
    await client.until(() => client.closed !== null);
  });

  test('of pings whose answers nobody reads ends the connection', async () => {
    const client = await joined();
    client.socket.pause();
    const flood = setInterval(() => {
      for (let i = 0; i < 1000 && client.socket.readyState === WebSocket.OPEN; i += 1)
        client.socket.ping('x'.repeat(125));
    }, 1);
    await client.until(() => client.closed !== null);
    clearInterval(flood);
  });

  test('of connections that ask for nothing is cut at the address’s share, and another address comes in', async () => {
    const most = shares.sockets * 4;
    let closed = 0;
    const idle: Socket[] = Array.from({ length: most + 20 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.once('close', () => (closed += 1));
      return socket;
    });
    await eventually(() => closed >= 20);
    const other = await RoomClient.enter(`http://127.0.0.1:${port}/`, {}, { from: '127.0.0.2' });
    expect(other.welcome?.role).toBe('controller');
    await other.leave();
    for (const socket of idle) socket.destroy();
    await eventually(() => closed === idle.length);
    await eventually(async () => (await status(get('/healthz', OWN))) === 200);
  });
});
