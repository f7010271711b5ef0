import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import { pythonScript } from '../../../shared/programs/python-text.ts';
import { parameterFromText, parameterText } from '../../../shared/programs/parameter-text.ts';
import { parametersOf, setParameter } from '../../../shared/programs/params.ts';
import { literal } from '../../../shared/programs/build.ts';
import { print } from '../../../shared/programs/phrases.ts';
import { programSchema } from '../../../shared/programs/schema.ts';
import { isNumericAddress } from '../../../shared/tcp/address.ts';
import { standaloneScript } from '../../../shared/programs/standalone.ts';

describe('the listing', () => {
  test('L1 reads as Python', () => {
    expect(listing(l01.programs.client).map(lineText)).toEqual([
      's = socket(AF_INET, SOCK_STREAM)',
      "s.connect(('192.168.127.1', 8080))",
      "s.send('nihaoma'.encode())",
      'data = s.recv(1024)',
      'print(data.decode())',
      's.close()',
    ]);
    expect(pythonScript(l01.programs.server)).toContain(
      "srv.bind(('192.168.127.1', 8080))\nsrv.listen(128)\nconn, addr = srv.accept()",
    );
  });

  test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
    '%s’s programs pass their own schema',
    (_id, lesson) => {
      for (const program of [lesson.programs.client, lesson.programs.server])
        expect(v.safeParse(programSchema, program).issues).toBeUndefined();
    },
  );
});

describe('parameters', () => {
  test('are found in listing order and set in place', () => {
    expect(parametersOf(l01.programs.client).map(({ id }) => id)).toEqual([
      'family',
      'address',
      'port',
      'message',
      'recv_size',
    ]);
    const edited = setParameter(l01.programs.client, 'message', '你好');
    expect(edited.ok && listing(edited.program).map(lineText)[2]).toBe("s.send('你好'.encode())");
    expect(listing(l01.programs.client).map(lineText)[2]).toContain('nihaoma');
  });

  test.each([
    ['client', 'port', 65_536],
    ['client', 'port', -1],
    ['client', 'port', 80.5],
    ['client', 'port', '80'],
    ['client', 'recv_size', LIMITS.recvSize + 1],
    ['client', 'recv_size', Number.NaN],
    ['client', 'message', 7],
    ['client', 'message', 'x'.repeat(LIMITS.messageLiteralBytes + 1)],
    ['client', 'message', '\ud800'],
    ['client', 'address', 'example.org'],
    ['client', 'family', 'AF_UNIX'],
    ['server', 'reuse_address', 'yes'],
    ['server', 'backlog', Number.POSITIVE_INFINITY],
  ] as const)('%s %s = %s is refused with its bounds', (program, id, value) => {
    expect(setParameter(l01.programs[program], id, value)).toMatchObject({
      ok: false,
      error: { code: 'bad-value', id },
    });
  });

  test('an unknown one is refused by name', () => {
    expect(setParameter(l01.programs.client, 'colour', 1)).toEqual({
      ok: false,
      error: { code: 'unknown-parameter', id: 'colour' },
    });
  });

  test('from a command line', () => {
    expect(parameterFromText('port', '8081')).toBe(8081);
    expect(parameterFromText('port', '')).toBeNaN();
    expect(parameterFromText('flag', 'off')).toBe(false);
    expect(parameterFromText('text', '42')).toBe('42');
    expect(parameterFromText('text', 'a\\n\\x41')).toBe('a\nA');
    expect(parameterFromText('bytes', '\\r\\n\\xff')).toBe('\r\nÿ');
    expect(parameterFromText('text', '\\x4')).toBeNull();
    expect(parameterFromText('bytes', 'é')).toBeNull();
  });

  test('any text or bytes, shown for editing and read back, are the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parameterFromText('text', parameterText('text', text))).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        const bytes = Buffer.from(array).toString('latin1');
        expect(parameterFromText('bytes', parameterText('bytes', bytes))).toBe(bytes);
      }),
    );
  });

  test.each([
    '',
    '192.168.127.1',
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    'fd00:127::1',
    '1:2:3:4:5:6:7:8',
    '::ffff:192.168.127.1',
    '1::',
    '1:2:3:4:5:6:1.2.3.4',
  ])('%j is an address', (text) => {
    expect(setParameter(l01.programs.client, 'address', text).ok).toBe(true);
  });

  test.each([
    'localhost',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.4 ',
    '1::2::3',
    ':1',
    '1:',
    ':::',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '::256.1.1.1',
    '[::1]',
    '::g',
  ])('%j is none', (text) => {
    expect(setParameter(l01.programs.client, 'address', text)).toMatchObject({ ok: false });
  });

  test('an address is what Node’s own resolver-free check says', () => {
    const part = fc.constantFrom('', '0', '1', '00', '255', '256', 'ffff', ':', '::', '.', '1.2.3.4', 'g');
    const separator = fc.constantFrom(':', '.', '');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), separator, (parts, between) => {
        const text = parts.join(between);
        expect(isNumericAddress(text)).toBe(isIP(text) !== 0);
      }),
      { numRuns: 2000 },
    );
  });

  test('any value: a changed program or a refusal, never an exception', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.constantFrom(...parametersOf(l01.programs.server)), value, ({ id }, value) => {
        const result = setParameter(l01.programs.server, id, value);
        if (result.ok) expect(v.safeParse(programSchema, result.program).success).toBe(true);
      }),
    );
  });
});

test('a title from anybody’s link stays inside the comment of a script', () => {
  const program = { statements: [print(literal('x'))] };
  const title = 'a\nimport os\r\u2028b';
  const text = standaloneScript({ program, name: 'client', title, outside: [], language: 'en' });
  const code = text.split(/[\r\n]+/).filter((line) => line !== '' && !line.startsWith('#'));
  expect(code).toEqual(['from socket import *', "print('x')"]);
});

test('a literal that JSON reads and cannot write is none', () => {
  const program = JSON.parse(
    '{"statements":[{"is":"do","value":{"is":"literal","value":1e999}}]}',
  ) as unknown;
  expect(v.is(programSchema, program)).toBe(false);
});
