import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, ServerProcess } from '../support/server-process.ts';

const missing =
  lacks('nginx', 'the page behind a reverse proxy') ?? lacks('openssl', 'the page behind a proxy with TLS');

/** An address in 127/8 that no other test run of this machine has. */
const own = `127.81.${(process.pid >> 8) & 255}.${process.pid & 255}`;
const NAME = 'lesson.school.example';
/** With and without TLS, at the root and under a prefix, with the name passed on and without. */
const WAYS = [
  { tls: false, port: 18_080, prefix: '/', passesName: true },
  { tls: false, port: 18_081, prefix: '/socketscope/', passesName: false },
  { tls: true, port: 18_443, prefix: '/socketscope/', passesName: true },
  { tls: true, port: 18_444, prefix: '/', passesName: false },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'socketscope-proxy-'));
let server: ServerProcess | undefined;
let nginx: ChildProcess | undefined;

beforeAll(async () => {
  if (missing !== undefined) return;
  const words = ['--port', '0', '--network', 'replay', '--public-url', `https://${NAME}/socketscope/`];
  server = await ServerProcess.serving(words);
  const made = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${NAME} -keyout key.pem -out cert.pem`;
  execFileSync('openssl', made.split(' '), { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, 'nginx.conf'), configuration(server.address));
  const started = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf', '-g', 'daemon off;'], {
    stdio: 'pipe',
  });
  let said = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  nginx = started;
  await eventually(async () => {
    if (started.exitCode !== null) throw new Error(said);
    return (await Promise.all(WAYS.map((way) => get(way, 'healthz')))).every(({ status }) => status === 200);
  });
});

afterAll(async () => {
  if (nginx !== undefined) {
    const ended = new Promise((resolve) => nginx?.once('close', resolve));
    nginx.kill('SIGTERM');
    await ended;
  }
  await server?.stop();
  rmSync(folder, { recursive: true });
});

function configuration(upstream: string): string {
  const servers = WAYS.map(
    ({ tls, port, prefix, passesName }) => `
    server {
      listen ${own}:${port}${tls ? ' ssl' : ''};
      ${tls ? 'ssl_certificate cert.pem; ssl_certificate_key key.pem;' : ''}
      location ${prefix} {
        proxy_pass ${new URL('/', upstream).href};
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
        ${passesName ? 'proxy_set_header Host $http_host;' : ''}
      }
    }`,
  );
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
  pid nginx.pid;
  events {}
  http {
    access_log off;
    ${paths.map((name) => `${name}_temp_path ${name};`).join(' ')}
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    ${servers.join('')}
  }`;
}

type Way = (typeof WAYS)[number];

const addressOf = ({ tls, port, prefix }: Way): string =>
  `${tls ? 'https' : 'http'}://${own}:${port}${prefix}`;
const originOf = ({ tls, port }: Way): string => `${tls ? 'https' : 'http'}://${NAME}:${port}`;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks under the public name, as a browser would whose DNS leads it to the proxy. */
function get(way: Way, path: string): Promise<Answer> {
  const request = way.tls ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const headers = { host: `${NAME}:${way.port}` };
    request(new URL(path, addressOf(way)), { headers, rejectUnauthorized: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on('error', () => resolve({ status: 0, headers: {}, body: '' }))
      .end();
  });
}

describe.skipIf(missing !== undefined)('behind nginx', () => {
  test.each(WAYS)('TLS $tls, prefix $prefix, Host passed on $passesName', async (way) => {
    const { status, body } = await get(way, '');
    expect([status, body.includes('<title>Socketscope')]).toEqual([200, true]);
    const script = /src="\.\/(assets\/[^"]+)"/.exec(body)?.[1] ?? '';
    expect((await get(way, script)).status).toBe(200);

    const headers = { host: `${NAME}:${way.port}`, origin: originOf(way) };
    // The printed address leads to the page in the proxy's own place, with a cookie for it.
    const { search } = new URL(server!.address);
    expect(search).toMatch(/^\?token=/);
    const { location = '', 'set-cookie': [cookie = ''] = [] } = (await get(way, search)).headers;
    expect(new URL(location, addressOf(way)).href).toBe(addressOf(way));
    const enter = (more: Record<string, string>): Promise<RoomClient> =>
      RoomClient.enter(addressOf(way), {}, { headers: { ...headers, ...more } });
    expect((await enter({})).error?.code).toBe('token-needed');
    const client = await enter({ cookie: cookie.split(';')[0]! });
    expect(client.welcome?.role).toBe('controller');
    expect(client.welcome?.othersAt).toBe(`https://${NAME}/socketscope/`);
    await client.leave();
    const foreign = new RoomClient(addressOf(way), { ...headers, origin: 'https://evil.example' });
    await foreign.open();
    expect(foreign.refusedStatus).toBe(403);
  });
});
