import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import { createGateway, type Gateway } from '../../server/web/gateway.ts';
import { ADDRESS_SHARES, SERVER_LIMITS } from '../../server/limits.ts';
import { listen } from '../../server/web/listen.ts';
import { readPageFiles } from '../../server/web/page-files.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { FakeLabs } from '../support/fake-labs.ts';
import { RoomClient } from '../support/room-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'socketscope-page-'));
const labs = new FakeLabs();
/** These are enough for the other tests, and little enough to be used up in a moment. */
const shares = { ...ADDRESS_SHARES, sockets: 20, joinsPerMinute: 200, commandsPerSecond: 200 };
const rooms = new Rooms({ labs, version: '1.2.3' });
let gateway: Gateway;
let address = '';

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, 'recordings'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Socketscope</title>');
  writeFileSync(join(folder, 'assets/index-abc.js'), 'export {}');
  writeFileSync(join(folder, 'recordings/L1.ndjson'), '{}\n');
  writeFileSync(join(folder, '.secret'), '');
  const pages = {
    files: readPageFiles(folder),
    names: { listenHost: '127.0.0.1', allowedHosts: ['lesson.school.example'] },
    frameAncestors: ['https://lms.school.example'],
    token: null,
    health: () => ({
      ...({ grade: 'two-hosts', capture: 'wire', isolated: true, labHost: 'up' } as const),
      labHosts: 1,
      ...rooms.counts,
      version: '1.2.3',
    }),
  };
  gateway = createGateway(rooms, { pages, shares, trustForwardedFor: true });
  const { port } = await listen(gateway.http, { host: '127.0.0.1', port: 0, portIsAsked: true });
  address = `http://127.0.0.1:${port}/`;
});

afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** fetch() is not used, because it does not let a Host header through. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(address), { path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject).end();
  });
}

async function handshake(headers: Record<string, string>): Promise<number | 'open'> {
  const client = new RoomClient(address, headers);
  await client.open();
  if (client.refusedStatus !== null) return client.refusedStatus;
  await client.leave();
  return 'open';
}

/** Sends frames. Returns the server's error code and close code. */
async function answerTo(
  ...frames: (string | Buffer)[]
): Promise<{ code: string | undefined; closed: number | null }> {
  const client = new RoomClient(address);
  await client.open();
  for (const frame of frames) client.socket.send(frame);
  await client.until(() => client.closed !== null);
  return { code: client.error?.code, closed: client.closed };
}

const hello = JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION });
const command = (id: number): string =>
  JSON.stringify({ type: 'command', id, command: { type: 'pause', program: 'client' } });

describe('over HTTP', () => {
  test('the page comes with headers that let in nothing from elsewhere', async () => {
    const { status, headers, body } = await get('/');
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(body).toContain('Socketscope');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain(`ws://${new URL(address).host}`);
    expect(headers['content-security-policy']).toMatch(
      /frame-ancestors 'self' https:\/\/lms.school.example$/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('assets stay for ever, recordings have their type, the rest is not there', async () => {
    expect((await get('/assets/index-abc.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/recordings/L1.ndjson')).headers['content-type']).toContain('application/x-ndjson');
    for (const path of ['/nothing', '/../package.json', '/%2e%2e/package.json', '/%00', '/%', '/assets'])
      expect((await get(path)).status).toBe(404);
    for (const path of ['/.secret', '/%2esecret', '/%252esecret', '/assets/../.secret'])
      expect((await get(path)).status).toBe(404);
    expect((await get('/', {}, 'POST')).status).toBe(405);
  });

  test('a browser that has the file is told so', async () => {
    const first = await get('/');
    const tag = String(first.headers['etag']);
    expect(await get('/', { 'if-none-match': `"other", W/${tag}` })).toMatchObject({ status: 304, body: '' });
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);
    const head = await get('/', {}, 'HEAD');
    expect([head.body, head.headers['content-length']]).toEqual(['', String(first.body.length)]);
  });

  test('a page that cannot be read is a failure with a code, before anybody asks for it', () => {
    expect(() => readPageFiles(join(folder, 'assets'))).toThrow(
      expect.objectContaining({ code: 'page-not-built' }),
    );
    expect(() => readPageFiles(join(folder, 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'page-not-built' }),
    );
    expect(() => readPageFiles(join(folder, 'index.html'))).toThrow(
      expect.objectContaining({ code: 'page-unreadable' }),
    );
  });

  test('neither a senseless range nor a page built anew under it changes an answer', async () => {
    for (const range of ['bytes=5-2', 'bytes=9-', 'bytes=-', 'x'])
      expect((await get('/', { range })).status).toBe(200);
    rmSync(join(folder, 'assets/index-abc.js'));
    expect((await get('/assets/index-abc.js')).body).toBe('export {}');
  });

  test('GET /healthz tells grade, labs, viewers and version', async () => {
    const client = await RoomClient.enter(address);
    const { headers, body } = await get('/healthz');
    expect(JSON.parse(body)).toEqual({
      grade: 'two-hosts',
      capture: 'wire',
      isolated: true,
      labHost: 'up',
      labHosts: 1,
      labs: 1,
      viewers: 1,
      version: '1.2.3',
    });
    expect(headers['cache-control']).toBe('no-store');
    await client.leave();
    expect(JSON.parse((await get('/healthz')).body)).toMatchObject({ viewers: 0 });
  });

  test('a rebound host name is refused, addresses and localhost are not', async () => {
    const { port } = new URL(address);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'a@b',
    ])
      expect([host, (await get('/healthz', { host })).status]).toEqual([host, 403]);
    expect((await get('/', { host: 'lab.example:80' })).body).toContain('--allowed-host lab.example.');
    for (const host of [
      'localhost',
      `LOCALHOST:${port}`,
      '127.0.0.1',
      `[::1]:${port}`,
      '192.168.1.7:80',
      'lesson.school.example',
    ])
      expect([host, (await get('/healthz', { host })).status]).toEqual([host, 200]);
  });
});

describe('the WebSocket', () => {
  test('opens for the own page and for programs, for no other origin, host or path', async () => {
    const { host, port } = new URL(address);
    expect(await handshake({})).toBe('open');
    expect(await handshake({ origin: `http://${host}` })).toBe('open');
    expect(await handshake({ origin: 'http://evil.example' })).toBe(403);
    expect(await handshake({ origin: `http://localhost:${port}` })).toBe(403);
    expect(await handshake({ origin: `http://127.0.0.1:${Number(port) + 1}` })).toBe(403);
    expect(await handshake({ origin: 'null' })).toBe(403);
    // A proxy may ask with a Host of its own for a page that it serves under an allowed name.
    expect(await handshake({ origin: 'https://lesson.school.example' })).toBe('open');
    for (const origin of ['ws://lesson.school.example', 'https://a.lesson.school.example', 'https://'])
      expect([origin, await handshake({ origin })]).toEqual([origin, 403]);
    expect(await handshake({ origin: 'http://evil.example', host: 'evil.example' })).toBe(403);
    // The path `/ws` may come after a proxy's prefix, but only there.
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const key = { 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
    for (const path of ['/', '/wss', '/ws/', '/healthz'])
      expect([path, (await get(path, { ...upgrade, ...key })).status]).toEqual([path, 404]);
    expect((await get('/ws', upgrade)).status).toBe(400);
  });

  test('[PROTO1] [PROTO7] what is no message ends the connection with a stable code', async () => {
    const wrong = [
      '',
      'hello',
      '[]',
      '{"type":"hello"}',
      '{"type":"hello","version":1,"more":1}',
      '{"type":"__proto__"}',
    ];
    for (const frame of wrong)
      expect([frame, await answerTo(frame)]).toEqual([frame, { code: 'bad-message', closed: 1008 }]);
    expect(await answerTo(Buffer.from(hello))).toEqual({ code: 'bad-message', closed: 1008 });
    expect(await answerTo(hello, hello)).toMatchObject({ code: 'bad-message' });
    for (const early of [command(1), '{"type":"command","id":7,"command":{"do":"fly"}}'])
      expect(await answerTo(early)).toEqual({ code: 'hello-first', closed: 1008 });
    expect(await answerTo('{"type":"hello","version":99}')).toMatchObject({ code: 'unsupported-version' });
    expect(
      await answerTo(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, room: 'none' })),
    ).toMatchObject({
      code: 'no-such-room',
    });
  });

  test('[PROTO7] a command that is none is refused by its id, and the connection stays', async () => {
    const client = await RoomClient.enter(address);
    client.socket.send('{"type":"command","id":7,"command":{"do":"fly"}}');
    const isRefusal = ({ type }: { type: string }): boolean => type === 'refused';
    await client.until(() => client.messages.some(isRefusal));
    expect(client.messages.find(isRefusal)).toMatchObject({ id: 7, error: { code: 'bad-value' } });
    expect(await client.command({ type: 'step', program: 'client' })).toMatchObject({ type: 'done' });
  });

  test('a message beyond the limit is not even read', async () => {
    expect(await answerTo('x'.repeat(LIMITS.messageBytes + 1))).toEqual({ code: undefined, closed: 1009 });
    expect(await answerTo('x'.repeat(LIMITS.messageBytes))).toMatchObject({ code: 'bad-message' });
  });

  test('commands beyond the rate are refused one by one; a flood ends the connection', async () => {
    const client = await RoomClient.enter(address);
    const many = LIMITS.commandBurst + 20;
    for (let id = 1; id <= many; id += 1) client.socket.send(command(id));
    await client.until(() => client.messages.some((m) => m.type === 'refused' && m.id === many));
    const refused = client.messages.filter((m) => m.type === 'refused').map((m) => m.error.code);
    expect(new Set(refused)).toEqual(new Set(['rate-limited']));
    expect(refused.length).toBeGreaterThan(10);
    for (let id = 1; id <= SERVER_LIMITS.messageBurst + 200; id += 1) client.socket.send(command(id));
    await client.until(() => client.closed !== null);
    expect(client.error?.code).toBe('rate-limited');
  });

  test('a flood of pongs that nobody asked for ends the connection', async () => {
    const client = await RoomClient.enter(address);
    client.socket.pong();
    expect(await client.command({ type: 'step', program: 'client' })).toMatchObject({ type: 'done' });
    for (let n = 0; n < 2 * SERVER_LIMITS.messageBurst; n += 1) client.socket.pong();
    await client.until(() => client.closed !== null);
    expect(client.closed).toBe(1006);
  });

  test('[PROTO7] long messages count by their length, and one address has its share of them', async () => {
    const enter = (from: string): Promise<RoomClient> =>
      RoomClient.enter(address, {}, { headers: { 'x-forwarded-for': from } });
    // It is read in vain, and answered.
    const long = JSON.stringify({ type: 'command', id: 1, fills: 'x'.repeat(62 * 1024) });
    const atOnce = Math.floor(SERVER_LIMITS.messageBurst / 63);
    /** Sends so many, and returns the codes of the answers. */
    const flood = async (client: RoomClient, times: number): Promise<string[]> => {
      const codes = (): string[] =>
        client.messages.flatMap((m) => (m.type === 'refused' || m.type === 'error' ? [m.error.code] : []));
      for (let n = 0; n < times; n += 1) client.socket.send(long);
      await client.until(() => codes().length >= times || client.closed !== null);
      await client.leave();
      return codes();
    };
    const all = (times: number): string[] => Array.from({ length: times }, () => 'bad-value');
    // While they are read, some may be sent again.
    const codes = await flood(await enter('203.0.113.9'), 4 * atOnce);
    expect(codes.at(-1)).toBe('rate-limited');
    expect(codes.length).toBeLessThan(3 * atOnce);
    let read = 0;
    for (let isSpent = false; !isSpent; read += atOnce) {
      const some = await flood(await enter('203.0.113.9'), atOnce);
      isSpent = some.join() !== all(atOnce).join();
      if (isSpent) expect(some.at(-1)).toBe('rate-limited');
      expect(read * 62).toBeLessThan(3 * SERVER_LIMITS.longKiBAtOnce);
    }
    expect(await flood(await enter('203.0.113.10'), atOnce)).toEqual(all(atOnce));
    // Short messages have no share.
    const other = await enter('203.0.113.9');
    expect(await other.command({ type: 'step', program: 'client' })).toMatchObject({ type: 'done' });
    await other.leave();
  });

  test('one address has its share of connections, joins and commands, and takes nothing from another', async () => {
    const one = { 'x-forwarded-for': '203.0.113.7' };
    const other = { 'x-forwarded-for': '203.0.113.8' };
    const enter = (headers: Record<string, string>): Promise<RoomClient> =>
      RoomClient.enter(address, {}, { headers });
    const clients = await Promise.all(Array.from({ length: shares.sockets }, () => enter(one)));
    expect(clients.map(({ error }) => error)).toEqual(clients.map(() => undefined));
    expect(await handshake(one)).toBe(429);
    const neighbour = await enter(other);
    expect(neighbour.error).toBeUndefined();

    // A connection may give 60 commands at once, and all of this address 800.
    for (const client of clients)
      for (let id = 1; id <= LIMITS.commandBurst - 10; id += 1) client.socket.send(command(id));
    const answers = ({ messages }: RoomClient) =>
      messages.filter(({ type }) => type === 'done' || type === 'refused');
    await Promise.all(
      clients.map((client) => client.until(() => answers(client).length === LIMITS.commandBurst - 10)),
    );
    const refused = clients.flatMap(answers).flatMap((m) => (m.type === 'refused' ? [m.error.code] : []));
    expect(new Set(refused)).toEqual(new Set(['rate-limited']));
    expect(await neighbour.command({ type: 'step', program: 'client' })).toMatchObject({ type: 'done' });

    await Promise.all(clients.map((client) => client.leave()));
    let joins = shares.sockets;
    const { room } = neighbour.welcome!;
    for (let last: RoomClient | null = null; last?.error === undefined; joins += 1) {
      last = await RoomClient.enter(address, { room }, { headers: one });
      if (last.error !== undefined) expect(last.error.code).toBe('rate-limited');
      else await last.leave();
    }
    expect(joins).toBeGreaterThan(shares.joinsPerMinute);
    const late = await enter(other);
    expect(late.error).toBeUndefined();
    await Promise.all([neighbour, late].map((client) => client.leave()));
  });

  test('a second viewer sees what the first does, and may only look', async () => {
    const first = await RoomClient.enter(address);
    labs.say(300);
    const { room } = first.welcome!;
    const second = await RoomClient.enter(address, { room });
    labs.say(300);
    await Promise.all([first, second].map((client) => client.until(() => client.timeline.head === 600)));
    expect(second.state).toEqual(first.state);
    expect(await second.command({ type: 'new-lab' })).toMatchObject({ error: { code: 'read-only' } });
    await first.leave();
    await second.until(() => second.room?.viewers === 1);
    await second.leave();
  });

  test('[PROTO6] a viewer whose network stands still does not slow another, and misses nothing in the end', async () => {
    const first = await RoomClient.enter(address);
    const slow = await RoomClient.enter(address, { room: first.welcome!.room });
    slow.socket.pause();
    const detail = 'x'.repeat(400);
    for (let head = 500; head <= 20_000; head += 500) {
      labs.say(500, detail);
      await first.until(() => first.timeline.head === head);
    }
    expect(slow.timeline.head).toBeLessThan(20_000);
    slow.socket.resume();
    await slow.until(() => slow.timeline.head === 20_000);
    expect(slow.state).toEqual(first.state);
    await Promise.all([first.leave(), slow.leave()]);
  });

  test('is told when the server goes', async () => {
    const client = await RoomClient.enter(address);
    await gateway.close();
    await client.until(() => client.closed !== null);
    expect(client.closed).toBe(1001);
  });
});
