import { unmapped, type Family } from '../../../shared/tcp/address.ts';
import { argumentCountError } from '../../../shared/programs/argument-counts.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { SocketMethod } from '../../../shared/programs/tree.ts';
import { EINPROGRESS, SO_COOKIE, SO_ERROR, SOL_SOCKET } from '../libc/constants.ts';
import { setNonBlocking } from '../libc/files.ts';
import type { Result } from '../libc/result.ts';
import type { SocketAddress } from '../libc/sockaddr.ts';
import * as libc from '../libc/socket-calls.ts';
import { osError, PythonRaise, raise } from '../python/exceptions.ts';
import { repr } from '../python/repr.ts';
import {
  bool,
  ENUMS,
  float,
  int,
  newSocket,
  NONE,
  str,
  tuple,
  type PythonSocket,
  type Value,
} from '../python/values.ts';
import { nanosFrom } from '../python/seconds.ts';
import { boundedMicros } from './sleeping.ts';
import { DataCalls, untilOf } from './data-calls.ts';
import { getOption, setOption } from './option-calls.ts';
import { awaitReady, type On, onSocket, whenReady } from './timed-calls.ts';
import { addressOf, checkType, familyOf, integer, shutdownHow } from './arguments.ts';
import type { OpenFile } from './file-table.ts';
import type { CallSite, Entered, Returned, SystemCalls } from './system-calls.ts';

/**
 * Makes a thread's socket calls. Each takes Python's arguments, makes one real system call and appends two
 * events.
 */
export class SocketCalls {
  readonly #site: CallSite;
  readonly #calls: SystemCalls;
  readonly #data: DataCalls;

  constructor(site: CallSite, calls: SystemCalls) {
    this.#site = site;
    this.#calls = calls;
    this.#data = new DataCalls(site, calls);
  }

  /** Does `socket(…)`. `proto` is what its text shows. */
  async open(args: readonly Value[], proto = 0): Promise<Value> {
    if (args.length > 4)
      return raise(
        'TypeError',
        `socket.__init__() takes from 1 to 5 positional arguments but ${args.length + 1} were given`,
      );
    const family = familyOf(args[0]);
    checkType(args[1]);
    if (args.length > 2 && integer(args[2]) !== 0)
      raise('LabRefusal', 'socket() takes no other protocol here');
    this.#refuseTooManyFiles();
    const call = this.#calls.enter({ name: 'socket', family });
    const result = this.#site.network.enter(this.#site.host, () => libc.socket(family));
    const file = result.ok ? this.#adopt(result.value, family) : null;
    this.#calls.leave(call, result, () => (file === null ? {} : opened(file)));
    const socket = newSocket(file?.fd ?? -1, family, proto);
    this.#site.files.keep(socket);
    return { is: 'socket', socket };
  }

  async method(socket: PythonSocket, name: SocketMethod, args: readonly Value[]): Promise<Value> {
    const count = argumentCountError(name, args.length);
    if (count !== null) return raise('TypeError', count);
    if (name === 'sendall') return this.#data.sendall(socket, args);
    if (name === 'recv_into') return this.#data.recvInto(socket, args);
    if (name === 'gettimeout') return timeoutValue(socket);
    if (name === 'getblocking') return bool(socket.timeoutNanos !== 0n);
    if (name === 'fileno') return int(socket.fd);
    const on = onSocket(this.#site.files, name, socket);
    // It is the kernel that answers EBADF for a closed socket.
    const { realFd = -1 } = on;
    const file = this.#site.files.get(socket.fd);
    const family = file?.family ?? 'AF_INET';
    switch (name) {
      case 'setsockopt':
        return setOption(this.#calls, on, args);
      case 'getsockopt':
        return getOption(this.#calls, on, args);
      case 'bind': {
        const address = this.#address(args[0], family, 'bind');
        const call = this.#calls.enter({ ...on, address });
        this.#calls.leave(call, libc.bind(realFd, { family, ...address }));
        return NONE;
      }
      case 'listen': {
        const value = args[0] === undefined ? 128 : integer(args[0]);
        this.#refuseToListenEverywhere(realFd);
        const call = this.#calls.enter({ ...on, value });
        this.#calls.leave(call, libc.listen(realFd, value));
        return NONE;
      }
      case 'setblocking': {
        socket.timeoutNanos = integer(args[0]) === 0 ? 0n : -1n;
        return this.#setBlocking(socket, on);
      }
      case 'settimeout': {
        socket.timeoutNanos = timeoutFrom(args[0]);
        return this.#setBlocking(socket, on);
      }
      case 'getsockname':
      case 'getpeername': {
        const call = this.#calls.enter(on);
        const result = name === 'getsockname' ? libc.getsockname(realFd) : libc.getpeername(realFd);
        this.#calls.leave(call, statusOf(result), () => (result.ok ? { address: plain(result.value) } : {}));
        return result.ok ? addressValue(result.value) : NONE;
      }
      case 'shutdown': {
        const how = shutdownHow(args[0]);
        const call = this.#calls.enter({ ...on, option: how });
        this.#calls.leave(call, libc.shutdown(realFd, how));
        return NONE;
      }
      case 'close':
        // In Python, close() of a closed socket does nothing.
        if (file !== null) this.close(file);
        socket.fd = -1;
        return NONE;
      case 'connect': {
        const address = this.#address(args[0], family, 'connect');
        return this.#connect(socket, on, address, family);
      }
      case 'accept':
        return this.#accept(socket, family);
      case 'send':
        return this.#data.send(socket, args);
      case 'recv':
        return this.#data.recv(socket, args);
      default:
        return name satisfies never;
    }
  }

  /** Does `repr(socket)`, for which Python asks the kernel for both addresses (Lib/socket.py, `__repr__`). */
  async describe(socket: PythonSocket): Promise<string> {
    const closed = socket.fd < 0;
    const { family, type } = { family: ENUMS[socket.family].value, type: ENUMS.SOCK_STREAM.value };
    const words = [
      `<socket.socket${closed ? ' [closed]' : ''} fd=${socket.fd}, family=${family}, type=${type}, proto=${socket.proto}`,
    ];
    if (!closed)
      for (const [word, method] of [
        ['laddr', 'getsockname'],
        ['raddr', 'getpeername'],
      ] as const)
        try {
          words.push(`${word}=${repr(await this.method(socket, method, []))}`);
        } catch (error) {
          if (!(error instanceof PythonRaise)) throw error;
        }
    return `${words.join(', ')}>`;
  }

  /** Closes a socket to which nothing in the program refers any more. */
  drop(socket: PythonSocket): void {
    const file = this.#site.files.get(socket.fd);
    if (file !== null) this.close(file, { unnamed: true });
    socket.fd = -1;
  }

  /** Closes a file, for a line of the program, or for none. */
  close(file: OpenFile, why: Pick<Entered, 'atExit' | 'unnamed'> = {}): void {
    const { fd, realFd, socket } = file;
    const call = this.#calls.enter({ name: 'close', fd, realFd, socket, ...why });
    const result = this.#site.closing.close(realFd);
    this.#site.files.remove(fd);
    this.#calls.leave(call, result);
  }

  /** A socket with a timeout is a non-blocking one to the kernel (`sock_settimeout`). */
  #setBlocking({ timeoutNanos }: PythonSocket, on: On): Value {
    const { realFd = -1 } = on;
    const blocking = timeoutNanos < 0n;
    const how =
      on.name === 'settimeout' && timeoutNanos > 0n
        ? { waitMicros: boundedMicros(timeoutNanos, 'settimeout') }
        : { value: blocking ? 1 : 0 };
    const call = this.#calls.enter({ ...on, ...how });
    this.#calls.leave(call, setNonBlocking(realFd, !blocking));
    return NONE;
  }

  /**
   * With a timeout, connect() returns at once, and SO_ERROR says what has come of the handshake when poll() says that it
   * is over (`internal_connect`).
   */
  async #connect(
    socket: PythonSocket,
    on: On,
    address: { host: string; port: number },
    family: Family,
  ): Promise<Value> {
    const { realFd = -1 } = on;
    const { call, result } = await this.#calls.block('connect', { ...on, address }, realFd, () =>
      libc.connect(realFd, { family, ...address }),
    );
    const { timeoutNanos } = socket;
    if (result.ok || result.errno !== EINPROGRESS || timeoutNanos <= 0n) {
      this.#calls.leave(call, result, () => endsOf(realFd));
      return NONE;
    }
    this.#calls.goesOn(call, result);
    await awaitReady(this.#calls, onSocket(this.#site.files, 'connect', socket), 'connect', timeoutNanos);
    const now = onSocket(this.#site.files, 'getsockopt', socket);
    const asked = this.#calls.enter({ ...now, option: 'SO_ERROR' });
    const fdNow = now.realFd ?? -1;
    const errno = this.#calls.leave(asked, libc.getsockoptInt(fdNow, SOL_SOCKET, SO_ERROR), () =>
      endsOf(fdNow),
    );
    if (errno !== 0) throw osError(errno);
    return NONE;
  }

  async #accept(socket: PythonSocket, family: Family): Promise<Value> {
    this.#refuseTooManyFiles();
    const on = (): On => onSocket(this.#site.files, 'accept', socket);
    const { call, result } = await whenReady(this.#calls, on, 'accept', socket.timeoutNanos, (now, realFd) =>
      this.#calls.block('accept', { ...now, ...untilOf(socket, realFd) }, realFd, () => libc.accept4(realFd)),
    );
    const file = result.ok ? this.#adopt(result.value.fd, family) : null;
    this.#calls.leave(call, result.ok ? { ok: true, value: result.value.fd } : result, () =>
      result.ok && file !== null
        ? { ...opened(file), address: plain(result.value.peer), ...endsOf(file.realFd) }
        : {},
    );
    if (!result.ok || file === null) return NONE;
    const accepted = newSocket(file.fd, family);
    this.#site.files.keep(accepted);
    // The socket is blocking already. Python makes sure of it if the listener has a timeout (Lib/socket.py, `accept`).
    if (socket.timeoutNanos > 0n) this.#setBlocking(accepted, { ...opened(file), name: 'setblocking' });
    return tuple({ is: 'socket', socket: accepted }, addressValue(result.value.peer));
  }

  #adopt(realFd: number, family: Family): OpenFile {
    const cookie = libc.getsockoptBytes(realFd, SOL_SOCKET, SO_COOKIE, 8);
    const socket = cookie.ok ? cookie.value.readBigUInt64LE(0).toString() : `fd${realFd}`;
    this.#site.network.own(this.#site.host, socket);
    return this.#site.files.open(realFd, socket, family);
  }

  #address(
    value: Value | undefined,
    family: Family,
    use: 'bind' | 'connect',
  ): { host: string; port: number } {
    const { host, port } = addressOf(value, family, use);
    const permitted = this.#site.network.permit({ host, port }, family, use);
    if (permitted === null) return raise('LabRefusal', `${use}: ${host} port ${port} is not this lab’s`);
    return { host: permitted, port };
  }

  /** The kernel's own limit (RLIMIT_NOFILE) is that of the lab host, and would hit all labs at once. */
  #refuseTooManyFiles(): void {
    if (this.#site.files.all().length >= LIMITS.socketsPerProgram)
      raise('LabRefusal', `a program here has at most ${LIMITS.socketsPerProgram} sockets open at once`);
  }

  /**
   * A listener without an address gets every local one (`inet_csk_listen_start`). This is refused if the
   * hosts are not the lab's own.
   */
  #refuseToListenEverywhere(realFd: number): void {
    if (this.#site.network.opened.isolated) return;
    const local = libc.getsockname(realFd);
    if (local.ok && local.value.port === 0)
      raise('LabRefusal', 'listen without bind would open a port to this machine’s network');
  }
}

const opened = ({ fd, realFd, socket }: OpenFile) => ({ fd, realFd, socket });
const plain = ({ host, port }: SocketAddress): { host: string; port: number } => ({ host, port });
/** Reads the argument of settimeout() (`socket_parse_timeout`). */
function timeoutFrom(value: Value | undefined): bigint {
  if (value === undefined || value.is === 'none') return -1n;
  const nanos = nanosFrom(value);
  if (nanos < 0n) return raise('ValueError', 'Timeout value out of range');
  boundedMicros(nanos, 'settimeout');
  return nanos;
}

const timeoutValue = ({ timeoutNanos }: PythonSocket): Value =>
  timeoutNanos < 0n ? NONE : float(Number(timeoutNanos) / 1e9);

/** Returns both ends of a connection, or nothing if it has been reset meanwhile. */
function endsOf(realFd: number): Partial<Returned> {
  const [local, remote] = [libc.getsockname(realFd), libc.getpeername(realFd)];
  if (!local.ok || !remote.ok) return {};
  const end = ({ host, port }: SocketAddress) => ({ host: unmapped(host), port });
  return { ends: { local: end(local.value), remote: end(remote.value) } };
}

const statusOf = (result: Result<unknown>): Result<number> => (result.ok ? { ok: true, value: 0 } : result);
/**
 * Returns Python's address tuple: two items for IPv4, four for IPv6. Flow information and scope are 0 here.
 */
function addressValue({ family, host, port }: SocketAddress): Value {
  const pair = [str(host), int(port)];
  return family === 'AF_INET' ? tuple(...pair) : tuple(...pair, int(0), int(0));
}
