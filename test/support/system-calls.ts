import type { EventOf, LabEvent } from '../../shared/log/events.ts';

/*
 * The system calls on sockets that one thread makes, in a lab and under strace, in one form: a name, the file, and what
 * came of it.
 */

/** The names of strace(1) of which a lab has others. */
const NAMES: Readonly<Record<string, string>> = {
  accept4: 'accept',
  sendto: 'send',
  recvfrom: 'recv',
  pselect6: 'select',
  ioctl: 'setblocking',
};
/** The calls of which the result is a number that both know. */
const COUNTED: ReadonlySet<string> = new Set(['socket', 'accept', 'send', 'recv', 'poll', 'select']);

/** Returns the calls of a program's main thread, as far as its lines or its names made them. */
export function callsInLab(events: readonly LabEvent[], thread: string): string[] {
  const returned = new Map(
    events.flatMap((event) => (event.type === 'call-returned' ? [[event.call, event]] : [])),
  );
  return events.flatMap((event) => {
    if (event.type !== 'call-entered' || event.thread !== thread || event.atExit === true) return [];
    const { name, fd } = event;
    if (name === 'sleep' || name === 'input') return [];
    const word = name === 'settimeout' ? 'setblocking' : name;
    const result = resultOf(returned.get(event.call));
    const call = told(word, name === 'socket' || name === 'select' ? '' : String(fd), result);
    // [PROG1] says which calls CPython makes beside these, for itself.
    if (name === 'accept' && /^\d/.test(result)) return [call, told('getsockname', result, '0')];
    return event.unnamed === true
      ? [told('getsockname', String(fd), '0'), told('getpeername', String(fd), '0'), call]
      : [call];
  });
}

function resultOf(returned: EventOf<'call-returned'> | undefined): string {
  if (returned === undefined) return 'never';
  const { result } = returned;
  return result.ok ? String(result.fd ?? result.value) : result.errnoName;
}

/** Sockets that are lost at once are closed in another order by CPython, which depends on what held them. */
export function inOneOrder(calls: readonly string[]): string[] {
  const closes = /^getsockname\((\d+)\) = 0\|getpeername\(\1\)\|close\(\1\) = 0$/;
  const ordered: string[] = [];
  let lost: string[] = [];
  for (let at = 0; at < calls.length;) {
    const three = calls.slice(at, at + 3).join('|');
    if (closes.test(three)) {
      lost.push(three);
      at += 3;
      continue;
    }
    ordered.push(...lost.toSorted(), calls[at]!);
    lost = [];
    at += 1;
  }
  return [...ordered, ...lost.toSorted()];
}

/** Returns the calls in what strace(1) has written of one thread. */
export function callsInTrace(text: string): string[] {
  const open = new Set<string>();
  return text.split('\n').flatMap((line) => {
    const [, written = '', args = '', value = '', errno] =
      /^(\w+)\((.*)\)\s+= (-?\d+)(?: (E[A-Z]+))?/.exec(line) ?? [];
    const name = NAMES[written] ?? written;
    if (name === '' || (written === 'ioctl' && !args.includes('FIONBIO'))) return [];
    const fd = name === 'socket' || name === 'select' ? '' : (/^(?:\[\{fd=)?(-?\d+)/.exec(args)?.[1] ?? '');
    // Files that are no sockets are closed, too.
    if (name === 'close' && !open.delete(fd)) return [];
    if ((name === 'socket' || name === 'accept') && errno === undefined) open.add(value);
    return [told(name, fd, errno ?? value)];
  });
}

/** How getpeername() ends inside a text of a socket is in no log. */
const told = (name: string, fd: string, result: string): string =>
  name === 'getpeername'
    ? `${name}(${fd})`
    : `${name}(${fd}) = ${/^\d/.test(result) && !COUNTED.has(name) ? '0' : result}`;
