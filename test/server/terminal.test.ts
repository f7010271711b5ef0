import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { announce, usesColours } from '../../server/cli/announce.ts';
import { ADDRESS_SHARES } from '../../server/limits.ts';
import { qrText } from '../../server/cli/qr.ts';
import { script } from '../../server/cli/python-script.ts';
import {
  type Invocation,
  readCommandLine,
  type ScriptConfig,
  type ServeConfig,
  type Surroundings,
} from '../../server/cli/config.ts';

const network: NetworkInfo = {
  grade: 'loopback', capture: 'packet-socket', isolated: true, forced: false,
  failure: { step: 'tun-open', errno: 'EACCES' }, platform: 'a test',
}; // prettier-ignore

function read(words: string[], around: Partial<Surroundings> = {}): ServeConfig {
  const invocation: Invocation = readCommandLine(words, {
    env: {},
    isTerminal: false,
    platform: 'linux',
    ...around,
  });
  if (invocation.is !== 'serve') throw new Error(invocation.is);
  return invocation.config;
}

function said(
  words: string[],
  env: Record<string, string> = {},
  isTerminal = false,
  token: string | null = null,
): string {
  let text = '';
  const terminal = { isTerminal, env, write: (more: string) => (text += more) };
  const bound = { address: '127.0.0.1', family: 'IPv4', port: 8127 };
  announce(read(words, { env }), bound, network, terminal, token);
  return text;
}

function printed(...words: string[]): { text: string; config: ScriptConfig } {
  const around = { env: {}, isTerminal: false, platform: 'linux' };
  const invocation = readCommandLine(['script', ...words], around);
  if (invocation.is !== 'script') throw new Error(invocation.is);
  let text = '';
  script(invocation.config, { isTerminal: false, env: {}, write: (more) => (text += more) });
  return { text, config: invocation.config };
}

describe('the command line', () => {
  test('[STORE3] keeps rooms in a folder of the port, unless the port is any or another folder is named', () => {
    const ofPort = (path: string): object => ({ data: { path, ofPort: true } });
    const env = { HOME: '/home/a' };
    expect(read([], { env })).toMatchObject(ofPort('/home/a/.local/state/socketscope'));
    expect(read([], { env: { ...env, XDG_STATE_HOME: '/state' } })).toMatchObject(
      ofPort('/state/socketscope'),
    );
    expect(read([], { env: { ...env, XDG_STATE_HOME: 'state' } })).toMatchObject(
      ofPort('/home/a/.local/state/socketscope'),
    );
    expect(read([]).data).toBeNull();
    expect(read(['--port', '0'], { env }).data).toBeNull();
    expect(read(['--data', 'none'], { env }).data).toBeNull();
    expect(read(['--data', '/srv/rooms', '--port', '0']).data).toEqual({ path: '/srv/rooms', ofPort: false });
    expect(read([], { env: { ...env, SOCKETSCOPE_DATA: '/srv/rooms' } }).data?.path).toBe('/srv/rooms');
    expect(() => read(['--data', ''])).toThrow('--data takes a folder, or “none”');
  });

  test('rooms are kept in a folder or in Redis', () => {
    const env = { HOME: '/home/a', SOCKETSCOPE_DATA: '/srv/rooms' };
    const redis = { data: null, store: 'redis://a:b@store:6379/1' };
    expect(read(['--store', 'redis://a:b@store:6379/1'], { env })).toMatchObject(redis);
    expect(read([], { env: { ...env, SOCKETSCOPE_STORE: 'redis://a:b@store:6379/1' } })).toMatchObject(redis);
    expect(read([], { env }).store).toBeUndefined();
    for (const wrong of ['store:6379', 'http://store', 'redis://', 'redis://store/one', 'redis://store?a=b'])
      expect(() => read(['--store', wrong])).toThrow('--store takes the address of a Redis');
    expect(() => read(['--store', 'redis://store', '--data', '/srv/rooms'])).toThrow('not in both');
  });

  test('a flag goes before the environment, and that before the default', () => {
    expect(read([])).toMatchObject({ host: '127.0.0.1', port: 8127, portIsAsked: false, network: 'auto' });
    const env = { SOCKETSCOPE_PORT: '9000', SOCKETSCOPE_HOST: '127.0.0.3' };
    expect(read([], { env })).toMatchObject({ host: '127.0.0.3', port: 9000, portIsAsked: true });
    expect(read(['-p', '0', '--host=[::1]'], { env })).toMatchObject({
      host: '::1',
      port: 0,
      portIsAsked: true,
    });
    const empty = { SOCKETSCOPE_PORT: '', SOCKETSCOPE_HOST: '' };
    expect(read([], { env: empty })).toMatchObject({ port: 8127, portIsAsked: false });
  });

  test('names without the prefix are not read, and that is said', () => {
    const env = { PORT: '9000', HOST: 'x86_64-conda-linux-gnu' };
    expect(read([], { env })).toMatchObject({ host: '127.0.0.1', port: 8127, oldNames: ['PORT', 'HOST'] });
    expect(said([], env)).toContain(
      'HOST is set in the environment. It is not read any more; SOCKETSCOPE_HOST is.',
    );
    expect(read([], { env: { ...env, SOCKETSCOPE_HOST: '::1', SOCKETSCOPE_PORT: '1' } }).oldNames).toEqual(
      [],
    );
  });

  test('names, frames and the address for others are taken, and nonsense is refused', () => {
    const hosts = ['--allowed-host', 'Lab.School.example', '--allowed-host=proxy'];
    const frames = ['--frame-ancestors', 'https://lms.example', '--frame-ancestors=https://*.example:8443'];
    const config = read([...hosts, ...frames, '--public-url', 'https://Lab.example/x']);
    expect(config).toMatchObject({
      allowedHosts: ['lab.school.example', 'proxy', 'lab.example'],
      frameAncestors: ['https://lms.example', 'https://*.example:8443'],
      publicUrl: 'https://lab.example/x/',
    });
    const wrong = ['javascript:1', 'https://a/?b', 'https://a/#b', 'https://me@a/', 'a.example', ''];
    for (const text of wrong) expect(() => read(['--public-url', text])).toThrow(/--public-url takes/);
    for (const text of ['*', "'none'", 'https://a; script-src *', 'https://a/b', 'https://'])
      expect(() => read(['--frame-ancestors', text])).toThrow(/--frame-ancestors takes/);
    for (const text of ['a b', 'a/b', ''])
      expect(() => read(['--allowed-host', text])).toThrow(/--allowed-host/);
  });

  test('there is a lab host for each core, or as many as are asked for', () => {
    expect(read([]).labHosts).toBe(Math.min(availableParallelism(), 64));
    expect(read(['--lab-hosts', '3']).labHosts).toBe(3);
    for (const text of ['0', '65', '1e1', '-1', ''])
      expect(() => read([`--lab-hosts=${text}`])).toThrow(/--lab-hosts takes a number from 1 to 64/);
  });

  test('the shares of an address are taken from flags, then from the environment, and are bounded', () => {
    expect(read([])).toMatchObject({ shares: ADDRESS_SHARES, trustForwardedFor: false });
    const env = { SOCKETSCOPE_LABS_PER_ADDRESS: '30', SOCKETSCOPE_TRUST_FORWARDED_FOR: '1' };
    const words = ['--sockets-per-address', '90', '--joins-per-address=5', '--commands-per-address', '7'];
    expect(read(words, { env })).toMatchObject({
      shares: { labs: 30, sockets: 90, joinsPerMinute: 5, commandsPerSecond: 7 },
      trustForwardedFor: true,
    });
    expect(read(['--labs-per-address', '31', '--no-trust-forwarded-for'], { env })).toMatchObject({
      shares: { labs: 31 },
      trustForwardedFor: false,
    });
    expect(() => read(['--labs-per-address', '251'])).toThrow(
      /--labs-per-address takes a number from 1 to 250/,
    );
    expect(() => read([], { env: { SOCKETSCOPE_JOINS_PER_ADDRESS: 'many' } })).toThrow(
      /SOCKETSCOPE_JOINS_PER_ADDRESS takes a number/,
    );
  });

  test('a token is asked for where others reach the server, unless that is switched off', () => {
    expect(read([]).token).toBe(false);
    for (const words of [
      ['--host', '0.0.0.0'],
      ['--host', '192.168.1.7'],
      ['--public-url', 'https://a/'],
    ]) {
      expect(read(words).token).toBe(true);
      expect(read([...words, '--no-token']).token).toBe(false);
      expect(read(words, { env: { SOCKETSCOPE_TOKEN: '0' } }).token).toBe(false);
      expect(() => read(words, { env: { SOCKETSCOPE_TOKEN: 'no' } })).toThrow(/SOCKETSCOPE_TOKEN takes 0, 1/);
    }
    expect(read(['--token']).token).toBe(true);
  });

  test('the machine’s own lo must be asked for where others reach the server', () => {
    expect(read(['--host', '127.0.0.3']).network).toBe('auto');
    for (const words of [
      ['--host', '0.0.0.0'],
      ['--host', '192.168.1.7'],
      ['--public-url', 'https://a/'],
    ]) {
      expect(read(words).network).toBe('auto-isolated');
      expect(read([...words, '--network', 'shared-loopback']).network).toBe('shared-loopback');
    }
  });

  test('a command after flags is told its place', () => {
    expect(() => read(['--no-open', 'trace'])).toThrow(
      /the command goes first, as in “socketscope trace L1”/,
    );
    expect(() => read(['track'])).toThrow(/there is no command “track”/);
  });

  test('a browser opens by itself only where somebody sits in front of one', () => {
    const desk: Surroundings = { env: { DISPLAY: ':0' }, isTerminal: true, platform: 'linux' };
    expect(read([], desk).open).toBe(true);
    expect(read(['--no-open'], desk).open).toBe(false);
    expect(read([], { ...desk, isTerminal: false }).open).toBe(false);
    expect(read([], { ...desk, env: {} }).open).toBe(false);
    for (const name of ['CI', 'SSH_CONNECTION'])
      expect(read([], { ...desk, env: { DISPLAY: ':0', [name]: '1' } }).open).toBe(false);
    expect(read(['--open']).open).toBe(true);
  });

  test('a lesson’s program is printed as a script, in the language of the terminal or the one asked for', () => {
    const { text, config } = printed('l12', '--program', 'server', '--set', 'server.recv_size=4');
    expect(config.program).toBe('server');
    expect(text).toMatch(/^# Socketscope – L12 Sticky bytes.* – server\.py\n/);
    expect(text).toContain("SERVER = '127.0.0.1'  # 192.168.127.1");
    expect(text).toContain('srv.bind((SERVER, 8080))');
    expect(text).toContain('data = conn.recv(4)');
    expect(text).toContain('May differ outside the lab');
    expect(printed('L12', '--lang', 'zh').text).toContain('# 单独运行：python3 client.py');
    expect(() => printed('L12', '--program', 'client7')).toThrow(/no program “client7”, only client, server/);
    expect(() => printed('L99')).toThrow(/no lesson “L99”/);
  });
});

describe('what the terminal is told', () => {
  test('the address alone where only this machine reaches it', () => {
    expect(said([])).toBe(
      'Socketscope is at http://127.0.0.1:8127/\n' +
        'Network: loopback; nothing better because of tun-open (EACCES). The page says what helps.\n',
    );
    expect(said(['--lang', 'zh'])).toContain('http://127.0.0.1:8127/?lang=zh');
    expect(said([], { LANG: 'zh_CN.UTF-8' })).toContain('已就绪');
  });

  test('a warning, the address for the class and its QR code where all may come', () => {
    const text = said(['--host', '0.0.0.0'], {}, true);
    expect(text).toContain('Everybody who reaches this machine');
    expect(text).toContain('http://localhost:8127/');
    const lan = /^ {2}http:\/\/(\S+)\/$/m.exec(text);
    if (lan === null) expect(text).toContain('no address on a network');
    else expect(text).toContain(qrText(lan[0].trim()));
  });

  test('a token is in each address where it is needed, and what it is for is said', () => {
    const text = said(['--host', '192.168.1.7', '--lang', 'en'], {}, true, 'secret');
    expect(text).toContain('without its token one can only watch by invitation');
    const address = 'http://192.168.1.7:8127/?lang=en&token=secret';
    expect(text.split(address)).toHaveLength(3);
    expect(text).toContain(qrText(address));
    expect(said(['--public-url', 'https://lab.example/x/'], {}, false, 'secret')).toContain(
      '  https://lab.example/x/?token=secret\n',
    );
  });

  test('the public address alone where there is one', () => {
    const text = said(['--public-url', 'https://lab.example/x/'], {}, true);
    expect(text).toMatch(/^ {2}https:\/\/lab.example\/x\/$/m);
    expect(text).toContain(qrText('https://lab.example/x/'));
  });

  test('colours only on a terminal that wants them', () => {
    expect(said([], {}, true)).toContain('\u001B[');
    expect(said([], { NO_COLOR: '1' }, true)).not.toContain('\u001B[');
    expect(said([], {}, false)).not.toContain('\u001B[');
    expect(usesColours({ isTerminal: true, env: { TERM: 'dumb' } })).toBe(false);
  });

  test('a QR code is as wide as high, with light around it', () => {
    const rows = qrText('http://192.168.1.7:8127/').split('\n');
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(Math.abs(rows[0]!.length - 2 * rows.length)).toBeLessThanOrEqual(1);
    expect(rows[0]).toBe('█'.repeat(rows[0]!.length));
  });
});
