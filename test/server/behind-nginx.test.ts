import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lacks } from '../support/machine.ts';
import { RedisServer } from '../support/redis-server.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, ServerProcess } from '../support/server-process.ts';

const what = 'two servers behind nginx, as docs/deploy.md has them';
const missing =
  lacks('nginx', what) ??
  lacks('openssl', what) ??
  lacks('redis-server', what) ??
  lacks('user-namespaces', what);

const paper = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
const NAME = 'lab.example.org';
/** An address in 127/8 that no other test run of this machine has. */
const own = `127.82.${(process.pid >> 8) & 255}.${process.pid & 255}`;
const address = `https://${own}:18443/socketscope/`;

/** The configuration in the paper, with the servers, the certificate and the folder of this test. */
function configuration(servers: readonly ServerProcess[], folder: string): string {
  const block = /```nginx\n(.*?)```/s.exec(paper)?.[1] ?? '';
  const replaced: readonly (readonly [string, string])[] = [
    ...servers.map((server, i) => [`127.0.0.1:${8127 + i}`, new URL(server.address).host] as const),
    ['listen 443 ssl;', `listen ${own}:18443 ssl;`],
    ['/etc/ssl/lab', join(folder, 'lab')],
    ['/etc/ssl/lab', join(folder, 'lab')],
    // Nothing of this test is outside its folder.
    [
      'http {',
      `http {\naccess_log off;\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`).join('\n')}`,
    ],
  ];
  let text = `pid nginx.pid;\n${block}`;
  for (const [from, to] of replaced) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return text;
}

test.skipIf(missing !== undefined)(
  '[STORE8] two servers behind nginx, as docs/deploy.md has them: a class goes on when one of them is killed',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'socketscope-nginx-'));
    const redis = await RedisServer.started('--appendonly', 'yes');
    const words = ['--port', '0', '--store', redis.url(), '--network', 'loopback', '--lab-hosts', '1'];
    const public_ = ['--public-url', `https://${NAME}/socketscope/`, '--trust-forwarded-for'];
    const servers = [
      await ServerProcess.serving([...words, ...public_]),
      await ServerProcess.serving([...words, ...public_]),
    ];
    const made = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${NAME} -keyout lab.key -out lab.pem`;
    execFileSync('openssl', made.split(' '), { cwd: folder, stdio: 'pipe' });
    writeFileSync(join(folder, 'nginx.conf'), configuration(servers, folder));
    const nginx = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf', '-g', 'daemon off;'], {
      stdio: 'pipe',
    });
    nginx.stderr.resume();
    onTestFinished(async () => {
      nginx.kill('SIGTERM');
      if (nginx.exitCode === null) await once(nginx, 'close');
      await Promise.all(servers.map((server) => server.stop('SIGKILL')));
      await redis.remove();
      rmSync(folder, { recursive: true });
    });
    const headers = { host: NAME, origin: `https://${NAME}` };
    /** Enters by nginx, which sends each connection to the server with the fewest. */
    const enter = async (hello: Parameters<typeof RoomClient.enter>[1], log?: RoomClient['timeline']) =>
      RoomClient.enter(address, hello, { headers: { ...headers, cookie }, ...(log && { log }) });
    // The token of the launch is the same for both.
    const { search } = new URL(servers[0]!.address);
    expect(new URL(servers[1]!.address).search).toBe(search);
    const cookie = await cookieFor(search);

    let connections: RoomClient[] = [];
    const presenter = await enter({ lesson: 'L1' });
    presenter.say({ type: 'class', act: { is: 'begin' } });
    const told = () => presenter.messages.findLast((one) => one.type === 'class');
    await presenter.until(() => presenter.state.atRest && told() !== undefined);
    const { code, token, othersAt } = told()!;
    expect(othersAt).toEqual([{ at: `https://${NAME}/socketscope/`, isPublic: true }]);
    for (let i = 0; i < 7; i += 1) connections.push(await enter({ class: code }));
    connections = [presenter, ...connections];
    await presenter.until(() => told()?.followers === 7);
    // Both have some of them, and one has the class.
    const owner = await ownerOf(servers);
    await presenter.command({ type: 'step', program: 'server' });
    for (const one of connections) await one.until(() => one.timeline.head === presenter.timeline.head);

    await owner.stop('SIGKILL');
    // Those who were at the other one are sent away, too, and all come back by the same address.
    await Promise.all(connections.map((one) => one.until(() => one.closed !== null)));
    const { room, token: ofRoom } = presenter.welcome!;
    const back = await enter({ room, token: ofRoom!, presents: { code, token: token! } });
    for (const one of connections.slice(1))
      await enter({ class: code, epoch: one.epoch, after: one.timeline.head }, one.timeline);
    const again = () => back.messages.findLast((one) => one.type === 'class');
    await back.until(() => again()?.part === 'presenter' && again()?.followers === 7);
    await back.until(() => back.room?.replaces === 'server-ended' && back.state.atRest);
  },
);

/** The cookie that the page's address with its token gives, once nginx is there. */
async function cookieFor(search: string): Promise<string> {
  let cookie = '';
  await eventually(async () => {
    cookie = await new Promise((resolve) => {
      const options = { headers: { host: NAME }, rejectUnauthorized: false };
      request(new URL(search, address), options, (response) => {
        response.resume();
        resolve(response.headers['set-cookie']?.[0]?.split(';')[0] ?? '');
      })
        .on('error', () => resolve(''))
        .end();
    });
    return cookie !== '';
  });
  return cookie;
}

/** The server that has the lab. */
async function ownerOf(servers: readonly ServerProcess[]): Promise<ServerProcess> {
  const all = await Promise.all(servers.map((server) => server.health()));
  expect(all.filter(({ labs }) => labs === 1)).toHaveLength(1);
  return servers[all.findIndex(({ labs }) => labs === 1)]!;
}
