import { isIPv6 } from 'node:net';
import { raise, PythonRaise } from '../python/exceptions.ts';
import { repr } from '../python/repr.ts';
import { int, NONE, tuple, type PythonSocket, type Value } from '../python/values.ts';
import { CONSTANT_NUMBERS } from '../python/constants.ts';
import { familyOf } from './arguments.ts';
import type { SocketCalls } from './socket-calls.ts';

/* The functions that Python's own library makes of calls on sockets (Lib/socket.py). */

/** The protocol that a resolver gives for TCP. */
const TCP = 6;

/** Does `create_connection(address[, timeout])`. The one address is numeric, so that there is nothing to choose. */
export async function createConnection(
  calls: SocketCalls,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Promise<Value> {
  const [address, timeout = keywords.get('timeout')] = args;
  if (address === undefined)
    return raise('TypeError', "create_connection() missing 1 required positional argument: 'address'");
  if (args.length > 2) return raise('LabRefusal', 'create_connection takes an address and a timeout here');
  const [host, port] = address.is === 'tuple' ? address.items : [];
  if (
    address.is !== 'tuple' ||
    address.items.length !== 2 ||
    host?.is !== 'str' ||
    host.text === '' ||
    port?.is !== 'int'
  )
    return raise('LabRefusal', 'create_connection: a lab takes a pair of an address and a port');
  const family = isIPv6(host.text) ? 'AF_INET6' : 'AF_INET';
  const value = await calls.open([{ is: 'enum', name: family }], TCP);
  return closingOnError(calls, value, async (socket) => {
    if (timeout !== undefined) await calls.method(socket, 'settimeout', [timeout]);
    const ends = family === 'AF_INET' ? address : tuple(host, port, int(0), int(0));
    await calls.method(socket, 'connect', [ends]);
  });
}

/** Does `create_server(address, *, family=AF_INET, backlog=None)`. */
export async function createServer(
  calls: SocketCalls,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Promise<Value> {
  const [address] = args;
  if (address === undefined)
    return raise('TypeError', "create_server() missing 1 required positional argument: 'address'");
  if (args.length > 1)
    return raise('TypeError', `create_server() takes 1 positional argument but ${args.length} were given`);
  const family = keywords.get('family');
  if (familyOf(family) === 'AF_INET6')
    return raise('LabRefusal', 'create_server: a lab makes AF_INET only; use socket(), bind() and listen()');
  const backlog = keywords.get('backlog');
  const value = await calls.open(family === undefined ? [] : [family]);
  return closingOnError(calls, value, async (socket) => {
    const { SOL_SOCKET, SO_REUSEADDR } = CONSTANT_NUMBERS;
    await calls.method(socket, 'setsockopt', [int(SOL_SOCKET), int(SO_REUSEADDR), int(1)]);
    try {
      await calls.method(socket, 'bind', [address]);
    } catch (error) {
      if (!(error instanceof PythonRaise) || error.exception.errno === undefined) throw error;
      const { exception } = error;
      const message = `${exception.message} (while attempting to bind on address ${repr(address)})`;
      throw new PythonRaise({ ...exception, message });
    }
    await calls.method(socket, 'listen', backlog === undefined || backlog === NONE ? [] : [backlog]);
  });
}

/** Closes the socket if what makes it ready raises an OSError. */
async function closingOnError(
  calls: SocketCalls,
  value: Value,
  prepare: (socket: PythonSocket) => Promise<void>,
): Promise<Value> {
  if (value.is !== 'socket') return value;
  try {
    await prepare(value.socket);
    return value;
  } catch (error) {
    await calls.method(value.socket, 'close', []);
    throw error;
  }
}
