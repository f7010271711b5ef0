import type { AwaitedFile } from '../../../shared/log/events.ts';
import { READINESS, type Readiness } from '../../../shared/programs/socket-vocabulary.ts';
import { selectFor } from '../libc/waits.ts';
import { raise } from '../python/exceptions.ts';
import { isIterable, itemsIn } from '../python/iteration.ts';
import { nanosFrom } from '../python/seconds.ts';
import { list, NONE, numberOf, tuple, type Value } from '../python/values.ts';
import type { FileTable } from './file-table.ts';
import { boundedMicros } from './sleeping.ts';
import type { SystemCalls } from './system-calls.ts';

/** The number of files that C's `fd_set` has room for. */
const FD_SETSIZE = 1024;

/** A value of one of select()'s lists, with its file. */
interface Listed {
  readonly value: Value;
  readonly file: AwaitedFile;
}

/** Does `select.select(rlist, wlist, xlist, timeout)` (Modules/selectmodule.c). */
export async function select(calls: SystemCalls, files: FileTable, args: readonly Value[]): Promise<Value> {
  if (args.length < 3 || args.length > 4)
    return raise(
      'TypeError',
      `select expected at ${args.length < 3 ? 'least 3' : 'most 4'} arguments, got ${args.length}`,
    );
  const nanos = timeoutFrom(args[3] ?? NONE);
  const lists = READINESS.map((how, i) => listedIn(args[i] ?? NONE, how, files));
  const listed = lists.flat();
  const awaited = distinct(listed.map(({ file }) => file));
  const waitMicros = nanos === null ? {} : { waitMicros: boundedMicros(nanos, 'select') };
  const numbersFor = (how: Readiness): number[] =>
    awaited.filter((file) => file.for === how).map(({ realFd }) => realFd);
  const { prepared, isReady } = selectFor(
    { read: numbersFor('read'), write: numbersFor('write'), urgent: numbersFor('urgent') },
    nanos,
  );
  const { call, result } = await calls.blockInterruptibly(
    'select',
    { name: 'select', files: awaited, ...waitMicros },
    () => prepared,
    awaited.map(({ realFd }) => realFd),
  );
  const ready = (file: AwaitedFile): boolean => isReady(file.for, file.realFd);
  calls.leave(call, result, () => ({ files: awaited.filter(ready) }));
  return tuple(...lists.map((all) => list(all.filter(({ file }) => ready(file)).map(({ value }) => value))));
}

function timeoutFrom(value: Value): bigint | null {
  if (value.is === 'none') return null;
  if (value.is !== 'float' && numberOf(value) === null)
    return raise('TypeError', 'timeout must be a float or None');
  const nanos = nanosFrom(value);
  return nanos < 0n ? raise('ValueError', 'timeout must be non-negative') : nanos;
}

function listedIn(value: Value, how: Readiness, files: FileTable): Listed[] {
  if (!isIterable(value)) return raise('TypeError', 'arguments 1-3 must be sequences');
  const items = itemsIn(value);
  if (items.length > FD_SETSIZE) return raise('ValueError', 'too many file descriptors in select()');
  return items.map((item) => {
    if (numberOf(item) !== null)
      return raise('LabRefusal', 'select: a lab waits for sockets, and not for numbers');
    if (item.is !== 'socket')
      return raise('TypeError', 'argument must be an int, or have a fileno() method.');
    const file = files.get(item.socket.fd);
    if (file === null)
      return raise('ValueError', `file descriptor cannot be a negative integer (${item.socket.fd})`);
    const { fd, socket, realFd } = file;
    return { value: item, file: { fd, socket, realFd, for: how } };
  });
}

/** A list may name a socket twice. */
function distinct(files: readonly AwaitedFile[]): AwaitedFile[] {
  const byKey = new Map(files.map((file) => [`${file.for} ${file.fd}`, file]));
  return [...byKey.values()];
}
