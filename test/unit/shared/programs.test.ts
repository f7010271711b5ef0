import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { lineText, listing, pythonScript, pythonString } from '../../../shared/programs/listing.ts';
import { parameterFromText, parametersOf, setParameter } from '../../../shared/programs/params.ts';
import { literal } from '../../../shared/programs/build.ts';
import { print } from '../../../shared/programs/phrases.ts';
import { programSchema } from '../../../shared/programs/schema.ts';
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

  test('strings as Python’s repr writes them', () => {
    expect(pythonString("it's")).toBe('"it\'s"');
    expect(pythonString('a\'b"c')).toBe("'a\\'b\"c'");
    expect(pythonString('\\ \n \t \u0001 你')).toBe("'\\\\ \\n \\t \\x01 你'");
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
