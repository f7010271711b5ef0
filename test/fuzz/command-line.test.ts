import fc from 'fast-check';
import { expect } from 'vitest';
import { readCommandLine } from '../../server/cli/config.ts';
import { Failure } from '../../server/cli/failure.ts';
import { lessonToTrace, withSettings } from '../../server/cli/lesson-settings.ts';
import { damagedText } from '../support/damaged.ts';
import { fuzz } from '../support/fuzz.ts';

const FLAGS = [
  '-h',
  '-v',
  '-p',
  '--',
  '-',
  '--help',
  '--network',
  '--port',
  '--host',
  '--open',
  '--no-open',
  '--lang',
  '--allowed-host',
  '--frame-ancestors',
  '--public-url',
  '--lab-hosts',
  '--token',
  '--no-token',
  '--labs-per-address',
  '--sockets-per-address',
  '--joins-per-address',
  '--commands-per-address',
  '--trust-forwarded-for',
  '--variation',
  '--set',
  '--log',
  '--pcapng',
  '--program',
];
const VALUES = [
  'trace',
  'script',
  'L1',
  'L0',
  'L26',
  'auto',
  'replay',
  'loopback',
  'client',
  'zh',
  '0',
  '1',
  '65535',
  '65536',
  '-1',
  '1e3',
  '',
  ' ',
  '127.0.0.1',
  '::1',
  '[::1]',
  '0.0.0.0',
  'localhost',
  'example.org',
  'http://example.org/x/',
  'https://a:99999',
  'message=nihaoma',
  'client.message=\\xff',
  'port=0',
  'backlog=1e99',
  '=',
  'a=',
  '中',
];
const VARIABLES = ['HOST', 'PORT', 'SOCKETSCOPE_HOST', 'SOCKETSCOPE_PORT', 'SOCKETSCOPE_TOKEN', 'CI'];

const value = damagedText(fc.constantFrom(...VALUES), ['\0', '=', ':', '.', '/', '\ud800', '%', '1']);
const word = fc.oneof(
  fc.constantFrom(...FLAGS),
  value,
  fc.tuple(fc.constantFrom(...FLAGS), value).map(([flag, one]) => `${flag}=${one}`),
);
const line = fc.record({
  words: fc.tuple(fc.constantFrom('', 'trace', 'script'), fc.array(word, { maxLength: 6 })),
  env: fc.dictionary(fc.constantFrom(...VARIABLES), value, { maxKeys: 3, noNullPrototype: true }),
});

fuzz({
  title: 'any command line is understood, or refused with a sentence',
  share: 0.08,
  cases: line,
  check({ words: [command, rest], env }) {
    try {
      const words = command === '' ? rest : [command, ...rest];
      const meant = readCommandLine(words, { env, isTerminal: false, platform: 'linux' });
      if (meant.is === 'trace')
        withSettings(lessonToTrace(meant.config.lesson, meant.config.variation), meant.config.set);
      if (meant.is !== 'serve') return;
      expect(meant.config.port).toBeGreaterThanOrEqual(0);
      expect(meant.config.port).toBeLessThanOrEqual(65_535);
      expect(meant.config.labHosts).toBeGreaterThan(0);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      expect(error.message.length).toBeGreaterThan(10);
      expect(error.exitCode).toBeGreaterThan(0);
    }
  },
});
