import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADDRESS_SHARES } from '../../server/limits.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { createGateway, type Gateway } from '../../server/web/gateway.ts';
import { LaunchToken, tokenIn } from '../../server/web/launch-token.ts';
import { listen } from '../../server/web/listen.ts';
import { FakeLabs } from '../support/fake-labs.ts';
import { RoomClient } from '../support/room-client.ts';

const token = new LaunchToken();
const rooms = new Rooms({ labs: new FakeLabs(), version: '0' });
const page = { content: Buffer.from('the page'), type: 'text/html', etag: '"1"', cacheControl: 'no-cache' };
let gateway: Gateway;
let address = '';

beforeAll(async () => {
  gateway = createGateway(rooms, {
    pages: {
      files: new Map([['/', page]]),
      names: { listenHost: '127.0.0.1', allowedHosts: [] },
      frameAncestors: [],
      token,
      health: () => {
        throw new Error('nobody asks');
      },
    },
    shares: ADDRESS_SHARES,
    trustForwardedFor: false,
  });
  const { port } = await listen(gateway.http, { host: '127.0.0.1', port: 0, portIsAsked: true });
  address = `http://127.0.0.1:${port}/`;
});
afterAll(() => gateway.close());

const get = (path: string): Promise<Response> => fetch(new URL(path, address), { redirect: 'manual' });

/** Comes with the token, as a browser does that opens the printed address. Returns the cookie that it keeps. */
async function cookieOf(secret: string): Promise<string | null> {
  const { headers } = await get(`/?token=${encodeURIComponent(secret)}`);
  return headers.get('set-cookie')?.split(';')[0] ?? null;
}

describe('the token of a launch', () => {
  test('leaves the address and becomes a cookie that no script reads and no other site sends', async () => {
    const response = await get(`/?lang=zh&token=${token.secret}`);
    expect([response.status, response.headers.get('location')]).toEqual([303, './?lang=zh']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toMatch(
      /^socketscope-[\w-]{16}=[\w-]{32}; HttpOnly; SameSite=Strict$/,
    );
  });

  test('that is wrong leaves the address too, and gives nothing', async () => {
    const { secret } = token;
    for (const wrong of ['', 'x', `${secret}x`, secret.slice(1), secret.toLowerCase(), `${secret};a=b`]) {
      const response = await get(`/?token=${encodeURIComponent(wrong)}`);
      expect([response.status, response.headers.get('location')]).toEqual([303, './']);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  test('leads to the page’s own folder only, whatever the target', () => {
    expect(tokenIn('//evil.example/?token=x')).toBeNull();
    expect(tokenIn('/assets/a.js?token=x')).toBeNull();
    expect(tokenIn('/?lang=zh')).toBeNull();
    expect(tokenIn('/index.html?token=x&a=%0d%0aSet-Cookie')?.location).toBe('./?a=%0D%0ASet-Cookie');
  });

  test('is needed to open a lab; the page itself comes without it', async () => {
    expect(await (await get('/')).text()).toBe('the page');
    const cookie = (await cookieOf(token.secret))!;
    for (const headers of [
      {},
      { cookie: cookie.slice(0, -1) },
      { cookie: `${cookie}x` },
      { cookie: `socketscope=${token.secret}` },
      { cookie: `a=b; x${cookie}` },
    ]) {
      const client = await RoomClient.enter(address, {}, { headers });
      expect([headers, client.error]).toEqual([headers, { code: 'token-needed' }]);
    }
    for (const headers of [{ cookie }, { cookie: `a=b; ${cookie}; c=d` }]) {
      const client = await RoomClient.enter(address, {}, { headers });
      expect(client.welcome?.role).toBe('controller');
      await client.leave();
    }
  });

  test('is not needed by who was invited, nor by a controller who comes back', async () => {
    const cookie = (await cookieOf(token.secret))!;
    const controller = await RoomClient.enter(address, {}, { headers: { cookie } });
    const { room, token: own } = controller.welcome!;
    const invited = await RoomClient.enter(address, { room });
    expect(invited.welcome?.role).toBe('viewer');
    expect(JSON.stringify(invited.messages)).not.toContain(token.secret);
    const back = await RoomClient.enter(address, { room, token: own! });
    expect(back.welcome?.role).toBe('controller');
    await Promise.all([controller, invited, back].map((client) => client.leave()));
  });

  test('of another launch is worth nothing', () => {
    const other = new LaunchToken();
    expect(other.cookieFor(token.secret)).toBeNull();
    expect(token.isIn(other.cookieFor(other.secret)?.split(';')[0])).toBe(false);
  });
});
