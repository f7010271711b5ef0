import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../../server/lab-host/python/codecs.ts';
import { lacks } from '../../../support/machine.ts';

const decodeUtf8 = (bytes: Buffer): Promise<string> => decode(bytes, 'utf-8', 'strict', () => null);

test.each([
  ['e5', 'byte 0xe5 in position 0: unexpected end of data'],
  ['e4bda0e5a5', 'bytes in position 3-4: unexpected end of data'],
  ['61ff', 'byte 0xff in position 1: invalid start byte'],
  ['c041', 'byte 0xc0 in position 0: invalid start byte'],
  ['e04141', 'byte 0xe0 in position 0: invalid continuation byte'],
  ['e4bd41', 'bytes in position 0-1: invalid continuation byte'],
])('%s: %s', async (hex, message) => {
  await expect(decodeUtf8(Buffer.from(hex, 'hex'))).rejects.toThrow(
    `UnicodeDecodeError: 'utf-8' codec can't decode ${message}`,
  );
});

const noPython = lacks('python3', 'UTF-8 decoded as python3 does');

describe.skipIf(noPython !== undefined)('the same text or the same message as python3', () => {
  test('for hundreds of byte strings near UTF-8', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }).map((text) => Buffer.from(text, 'utf8')),
      fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
    );
    const samples = fc.sample(
      fc.array(piece, { maxLength: 4 }).map((pieces) => Buffer.concat(pieces)),
      { numRuns: 600, seed: 8080 },
    );
    const script = [
      'import sys',
      'for line in sys.stdin:',
      '    try: print("ok " + bytes.fromhex(line).decode().encode().hex())',
      '    except UnicodeDecodeError as e: print("UnicodeDecodeError: " + str(e))',
    ].join('\n');
    const input = samples.map((bytes) => `${bytes.toString('hex')}\n`).join('');
    const { stdout } = spawnSync('python3', ['-c', script], { input, encoding: 'utf8' });
    const ours = await Promise.all(
      samples.map((bytes) =>
        decodeUtf8(bytes).then(
          (text) => `ok ${Buffer.from(text).toString('hex')}`,
          (error: Error) => error.message,
        ),
      ),
    );
    expect(ours).toEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd().replace(/^ok$/, 'ok ')),
    );
  });
});
