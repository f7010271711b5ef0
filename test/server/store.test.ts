import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FileStore } from '../../server/store/files.ts';
import { entriesOf, storeContract } from './store-contract.ts';

const root = mkdtempSync(join(tmpdir(), 'socketscope-store-'));
let folders = 0;
const newFolder = (): string => join(root, String((folders += 1)), 'data');
afterAll(() => rmSync(root, { recursive: true }));

function opened(folder: string): { store: FileStore; said: string[] } {
  const said: string[] = [];
  const store = FileStore.open(folder, (sentence) => said.push(sentence));
  if (store === null) throw new Error(said.join());
  return { store, said };
}

describe('[STORE1] a store in files', () => {
  storeContract(() => {
    const folder = newFolder();
    return { open: () => opened(folder).store };
  });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the store in files', () => {
  test('[STORE5] lets nobody else read: its folder has mode 0700 and its files 0600', async () => {
    const folder = newFolder();
    const { store } = opened(folder);
    store.replace('a', ['1']);
    store.replace('a', ['2']);
    await store.flush();
    expect([modeOf(folder), modeOf(join(folder, 'a.ndjson')), modeOf(join(folder, 'lock'))]).toEqual([
      '700',
      '600',
      '600',
    ]);
    await store.close();
    expect(readdirSync(folder)).toEqual(['a.ndjson']);
  });

  test('[STORE2] has an entry in its file when append returns, also while the file is being replaced', async () => {
    const folder = newFolder();
    const file = join(folder, 'a.ndjson');
    const { store } = opened(folder);
    store.replace('a', ['1']);
    store.append('a', ['2']);
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n');
    store.replace('a', ['3']);
    store.append('a', ['4']);
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n4\n');
    await store.flush();
    expect(readFileSync(file, 'utf8')).toBe('3\n4\n');
    await store.close();
  });

  test('[STORE2] replaces a file that waits to be synced, and leaves no other behind', async () => {
    const folder = newFolder();
    const { store } = opened(folder);
    for (const stream of ['a', 'b']) store.replace(stream, ['1']);
    await store.flush();
    for (const stream of ['a', 'b']) store.append(stream, ['2']);
    const flushed = store.flush();
    // The disk has been asked for the first file, and answers in a later turn of the event loop.
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
    store.replace('b', ['3']);
    await flushed;
    await store.flush();
    expect(readFileSync(join(folder, 'b.ndjson'), 'utf8')).toBe('3\n');
    expect(readdirSync(folder).toSorted()).toEqual(['a.ndjson', 'b.ndjson', 'lock']);
    await store.close();
  });

  test('[STORE2] has what a replacement that failed lacks in its file as soon as the next one returns', async () => {
    const folder = newFolder();
    const file = join(folder, 'a.ndjson');
    const { store } = opened(folder);
    store.replace('a', ['1']);
    mkdirSync(`${file}.new`);
    expect(() => store.replace('a', ['1', '2'])).toThrow('EISDIR');
    expect(() => store.append('a', ['3'])).toThrow('EISDIR');
    rmSync(`${file}.new`, { recursive: true });
    store.replace('a', ['1', '2', '3']);
    store.append('a', ['4']);
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n3\n4\n');
    await store.close();
  });

  test('[STORE2] drops a last line that is torn, and ends at one that is damaged and says so', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'a.ndjson');
    const { store, said } = opened(folder);
    writeFileSync(file, '1\n{"is"');
    expect([await entriesOf(store, 'a'), said]).toEqual([[1], []]);
    // A power cut may leave zeros at the end of a file.
    writeFileSync(file, '1\n2\n\0\0\0\0');
    expect([await entriesOf(store, 'a'), said]).toEqual([[1, 2], []]);
    writeFileSync(file, '1\n2\nthree\n4\n');
    expect(await entriesOf(store, 'a')).toEqual([1, 2]);
    expect(said).toEqual([`${file} is damaged at line 3: what stands before it is read.`]);
    await store.close();
  });

  test('[STORE4] throws where a file is gone or a disk is full, and keeps again once it can', async () => {
    const folder = newFolder();
    const { store, said } = opened(folder);
    store.replace('a', ['1']);
    rmSync(folder, { recursive: true });
    expect(() => store.append('a', ['2'])).toThrow('ENOENT');
    // A room in which nothing happens finds out, too.
    expect(() => store.append('a', [])).toThrow('ENOENT');
    expect(() => store.replace('a', ['2'])).toThrow('ENOENT');
    mkdirSync(folder);
    store.replace('a', ['3']);
    expect(await entriesOf(store, 'a')).toEqual([3]);
    expect(said).toEqual([`Rooms are not kept in ${folder}: ENOENT.`, `Rooms are kept in ${folder} again.`]);
    await store.close();
  });

  test('[STORE4] whose folder cannot be made yet is made when it can', async () => {
    const folder = newFolder();
    const above = join(folder, '..');
    writeFileSync(above, 'a file in the place of a folder');
    const { store, said } = opened(folder);
    expect(() => store.replace('a', ['1'])).toThrow();
    rmSync(above);
    store.replace('a', ['1']);
    expect(await entriesOf(store, 'a')).toEqual([1]);
    expect(said).toEqual([
      expect.stringMatching(/ are not kept in .*: E/),
      expect.stringMatching(/ again\.$/),
    ]);
    await store.close();
  });

  test('[STORE5] whose folder another server took first removes nothing there', async () => {
    const folder = newFolder();
    const above = join(folder, '..');
    writeFileSync(above, 'a file in the place of a folder');
    const { store, said } = opened(folder);
    rmSync(above);
    mkdirSync(folder, { recursive: true });
    const parent = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(join(folder, 'lock'), `${process.ppid} ${parent} ${boot}`);
    writeFileSync(join(folder, 'a.ndjson'), '1\n');
    store.remove('a');
    expect(readdirSync(folder).toSorted()).toEqual(['a.ndjson', 'lock']);
    expect(said.at(-1)).toContain(`is used by another server (process ${process.ppid})`);
    await store.close();
    expect(readdirSync(folder)).toContain('lock');
  });

  test('[STORE5] is used by one server at a time; one that was killed is in nobody’s way', async () => {
    const folder = newFolder();
    const { store } = opened(folder);
    store.replace('a', ['1']);
    const other = spawn('sleep', ['60']);
    const ended = once(other, 'exit');
    // The lock is as another process would have written it.
    const [, started, boot] = readFileSync(join(folder, 'lock'), 'utf8').split(' ');
    expect(started).toMatch(/^\d+$/);
    const theirs = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19];
    await store.close();
    writeFileSync(join(folder, 'lock'), `${other.pid} ${theirs} ${boot}`);
    const said: string[] = [];
    expect(FileStore.open(folder, (sentence) => said.push(sentence))).toBeNull();
    expect(said).toEqual([
      `${folder} is used by another server (process ${other.pid}): nothing is kept by this one.`,
    ]);
    other.kill('SIGKILL');
    await ended;
    appendFileSync(join(folder, 'a.ndjson.new'), 'what a killed server leaves');
    const next = opened(folder);
    expect([await entriesOf(next.store, 'a'), next.said]).toEqual([[1], []]);
    await next.store.close();
    expect(readdirSync(folder)).toEqual(['a.ndjson']);
  });
});
