import { expect, test } from 'vitest';
import { readPython } from '../../../../client/features/composer/python/python.ts';
import { exporting, sending, setBytes } from '../../../../server/lab-host/python/bytearrays.ts';
import { ChangedValues } from '../../../../server/lab-host/python/changed-values.ts';
import { PythonRaise } from '../../../../server/lab-host/python/exceptions.ts';
import { view } from '../../../../server/lab-host/python/view.ts';
import { repr } from '../../../../server/lab-host/python/repr.ts';
import { bytearray, type Value } from '../../../../server/lab-host/python/values.ts';
import type { Program } from '../../../../shared/programs/tree.ts';
import { dryRun } from '../../../support/dry-run.ts';

test('[PROG1] a bytearray keeps its size while a call has its bytes, and its bytes may change', async () => {
  const value = bytearray(Buffer.from('abc'));
  if (value.is !== 'bytearray') throw new Error(value.is);
  const { array } = value;
  await exporting(value, async () => {
    await exporting(value, async () => {});
    setBytes(array, Buffer.from('abd'));
    expect(() => setBytes(array, Buffer.from('ab'))).toThrow(PythonRaise);
  });
  setBytes(array, Buffer.from('ab'));
  expect(array.bytes.toString()).toBe('ab');
});

test('[PROG1] a bytearray that another thread changes while a call sends it is refused the change', async () => {
  const value = bytearray(Buffer.from('abc'));
  if (value.is !== 'bytearray') throw new Error(value.is);
  const { array } = value;
  await sending(value, async () => {
    expect(() => setBytes(array, Buffer.from('abd'))).toThrow(
      /LabRefusal: a bytearray keeps its bytes while send/,
    );
    expect(() => setBytes(array, Buffer.from('ab'))).toThrow(/Existing exports of data/);
  });
  setBytes(array, Buffer.from('abd'));
  expect(array.bytes.toString()).toBe('abd');
});

test('[PROG3] each name that stands for a bytearray is told when it has changed, a container’s too', async () => {
  const text = [
    'b = bytearray(2)',
    'c = [b]',
    'd = b',
    'b[0] = 97',
    'b += b"!"',
    'd.append(98)',
    'del d[0]',
    'print(c)',
  ].join('\n');
  const told: string[] = [];
  const toldBefore: number[] = [];
  const printed = await dryRun(readPython(text).program!, {
    line: async (line) => void (toldBefore[line] = told.length),
    assigned: (name, value) => {
      const shown = view(value, () => null);
      told.push(`${name} ${shown.is === 'other' ? shown.repr : shown.is}`);
    },
  });
  const each = (bytes: string): string[] => [
    `b bytearray(b'${bytes}')`,
    `c [bytearray(b'${bytes}')]`,
    `d bytearray(b'${bytes}')`,
  ];
  expect(printed).toBe(String.raw`[bytearray(b'\x00!b')]`);
  const [b, c, d] = each(String.raw`\x00\x00`);
  expect(told.slice(0, 3)).toEqual([b, c, d]);
  expect(told.filter((one) => one.startsWith('c ')).slice(1)).toEqual([
    String.raw`c [bytearray(b'a\x00')]`,
    String.raw`c [bytearray(b'a\x00!')]`,
    String.raw`c [bytearray(b'a\x00!b')]`,
    String.raw`c [bytearray(b'\x00!b')]`,
  ]);
  // The change of a line is told before the next line waits for anything.
  expect(told.slice(toldBefore[5], toldBefore[6])).toContain(String.raw`c [bytearray(b'a\x00!')]`);
  expect(told.slice(-3)).toEqual(each(String.raw`\x00!b`));
});

test('[PROG3] a thread that waits in a function is told what another one does to its bytearray', async () => {
  const shared = bytearray(Buffer.from('abc'));
  const head = 'from select import select\n';
  const lines = (...all: string[]): Program => readPython(head + all.join('\n')).program!;
  const changed = new ChangedValues();
  const told: string[] = [];
  const telling = (thread: string) => ({
    changed,
    select: () => Promise.resolve(shared),
    assigned: (name: string, value: Value, local: boolean) =>
      void told.push(`${thread} ${local ? 'local' : 'global'} ${name} ${repr(value)}`),
  });
  const other = lines('b = select()', 'b[0] = 120');
  await dryRun(
    lines(
      'def fill():',
      '    mine = [select()]',
      '    inner()',
      '    print(mine)',
      'def inner():',
      '    its = select()',
      '    input()',
      'fill()',
    ),
    {
      ...telling('waits'),
      input: async () => {
        told.length = 0;
        await dryRun(other, telling('fills'));
        return '';
      },
    },
  );
  expect(told).toEqual([
    "fills global b bytearray(b'abc')",
    "fills global b bytearray(b'xbc')",
    "waits local its bytearray(b'xbc')",
    // The log has no place for the names of a function until the one that it calls has returned.
    "waits local mine [bytearray(b'xbc')]",
  ]);
});

test.each([
  ['b *= 3', 'b.append(33)', "bytearray(b'ab!ab!ab!')"],
  ['b.extend(b)', 'b[0] = 120', "bytearray(b'xbxb')"],
])('[PROG1] %s takes the bytes as they are after another thread’s %s', async (line, others, after) => {
  const shared = bytearray(Buffer.from('ab'));
  const program = (text: string): Program =>
    readPython(`from select import select\nb = select()\ninput()\n${text}`).program!;
  const select = () => Promise.resolve(shared);
  let other: Promise<string> | null = null;
  let isArmed = false;
  await dryRun(program(line), {
    select,
    input: async () => {
      isArmed = true;
      return '';
    },
    // The work gives way when its bytes are charged, and only then.
    charge: (bytes) => {
      if (!isArmed || bytes >= 128 || other !== null) return null;
      other = dryRun(program(others), { select, input: async () => '' });
      return other.then(() => {});
    },
  });
  expect(other).not.toBeNull();
  expect(repr(shared)).toBe(after);
});
