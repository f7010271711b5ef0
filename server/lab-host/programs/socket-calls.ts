import { unmapped, type Family } from '../../../shared/tcp/address.ts';
import { excerpt } from '../../../shared/bytes.ts';
import { argumentCountError } from '../../../shared/programs/argument-counts.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { SocketCall, SocketMethod } from '../../../shared/programs/tree.ts';
import { SO_COOKIE, SOL_SOCKET } from '../libc/constants.ts';
import { setNonBlocking } from '../libc/files.ts';
import type { Result } from '../libc/result.ts';
import type { SocketAddress } from '../libc/sockaddr.ts';
import * as libc from '../libc/socket-calls.ts';
import { PythonRaise, raise } from '../python/exceptions.ts';
import { ENUMS, int, NONE, repr, str, tuple, type PythonSocket, type Value } from '../python/values.ts';
import {
  addressOf,
  bytesLike,
  checkType,
  familyOf,
  integer,
  optionOf,
  optionValue,
  shutdownHow,
} from './arguments.ts';
import type { OpenFile } from './file-table.ts';
import type { CallSite, Entered, Returned, SystemCalls } from './system-calls.ts';

/** The fields in which a call's events name its socket. */
interface On {
  readonly name: SocketCall;
  readonly fd: number;
  readonly socket?: string;
  readonly realFd?: number;
}

/**
 * Makes a thread's socket calls. Each takes Python's arguments, makes one real system call and appends two
 * events.
 */
export class SocketCalls {
  readonly #site: CallSite;
  readonly #calls: SystemCalls;

  constructor(site: CallSite, calls: SystemCalls) {
    this.#site = site;
    this.#calls = calls;
  }

  async open(args: readonly Value[]): Promise<Value> {
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
    return { is: 'socket', socket: { fd: file?.fd ?? -1, family } };
  }

  async method(socket: PythonSocket, name: SocketMethod, args: readonly Value[]): Promise<Value> {
    const count = argumentCountError(name, args.length);
    if (count !== null) return raise('TypeError', count);
    if (name === 'sendall') return this.#sendall(socket, args);
    const file = this.#site.files.get(socket.fd);
    // A closed socket's number is -1 in Python too, and it is the kernel that answers EBADF.
    const realFd = file?.realFd ?? -1;
    const fd = Math.max(0, socket.fd);
    const on: On = { name, fd, ...(file && { socket: file.socket, realFd }) };
    const family = file?.family ?? 'AF_INET';
    switch (name) {
      case 'setsockopt': {
        const option = optionOf(args[0], args[1]);
        const value = optionValue(args[2]);
        const call = this.#calls.enter({ ...on, option: option.name, value });
        this.#calls.leave(call, libc.setsockoptInt(realFd, option.level, option.number, value));
        return NONE;
      }
      case 'getsockopt': {
        if (args[2] !== undefined) raise('LabRefusal', 'getsockopt with a size: a lab reads integers only');
        const option = optionOf(args[0], args[1]);
        const call = this.#calls.enter({ ...on, option: option.name });
        return int(this.#calls.leave(call, libc.getsockoptInt(realFd, option.level, option.number)));
      }
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
        const blocking = integer(args[0]) !== 0;
        const call = this.#calls.enter({ ...on, value: blocking ? 1 : 0 });
        this.#calls.leave(call, setNonBlocking(realFd, !blocking));
        return NONE;
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
        const result = await this.#calls.block('connect', { ...on, address }, realFd, () =>
          libc.connect(realFd, { family, ...address }),
        );
        this.#calls.leave(result.call, result.result, () => endsOf(realFd));
        return NONE;
      }
      case 'accept':
        return this.#accept(on, realFd, family);
      case 'send':
        refuseFlags(name, args[1]);
        return int(await this.#send(on, realFd, bytesLike(args[0])));
      case 'recv': {
        refuseFlags(name, args[1]);
        const max = integer(args[0], 'ssize_t');
        if (max > LIMITS.recvSize)
          return raise('LabRefusal', `recv takes at most ${LIMITS.recvSize} bytes here`);
        if (max < 0) return raise('ValueError', 'negative buffersize in recv');
        // CPython does not call the kernel for 0 bytes (Modules/socketmodule.c, `sock_recv`).
        if (max === 0) return { is: 'bytes', bytes: Buffer.alloc(0) };
        const { call, result } = await this.#calls.block('recv', { ...on, max }, realFd, () =>
          libc.recv(realFd, max),
        );
        this.#calls.leave(call, lengthOf(result), () => (result.ok ? { bytes: excerpt(result.value) } : {}));
        return { is: 'bytes', bytes: result.ok ? result.value : Buffer.alloc(0), call };
      }
      default:
        return name satisfies never;
    }
  }

  /** Does `repr(socket)`, for which Python asks the kernel for both addresses (Lib/socket.py, `__repr__`). */
  async describe(socket: PythonSocket): Promise<string> {
    const closed = socket.fd < 0;
    const { family, type } = { family: ENUMS[socket.family].value, type: ENUMS.SOCK_STREAM.value };
    const words = [
      `<socket.socket${closed ? ' [closed]' : ''} fd=${socket.fd}, family=${family}, type=${type}, proto=0`,
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

  /** Closes a file, for a line of the program or at its exit. */
  close(file: OpenFile, atExit = false): void {
    const { fd, realFd, socket } = file;
    const call = this.#calls.enter({ name: 'close', fd, realFd, socket, ...(atExit && { atExit: true }) });
    const result = this.#site.closing.close(realFd);
    this.#site.files.remove(fd);
    this.#calls.leave(call, result);
  }

  /**
   * Makes as many send calls as sendall() needs. The kernel of a blocking socket takes all bytes in one
   * (`sock_sendall`).
   */
  async #sendall(socket: PythonSocket, args: readonly Value[]): Promise<Value> {
    refuseFlags('sendall', args[1]);
    const bytes = bytesLike(args[0]);
    let sent = 0;
    do {
      const file = this.#site.files.get(socket.fd);
      const fd = Math.max(0, socket.fd);
      const on: On = { name: 'send', fd, ...(file && { socket: file.socket, realFd: file.realFd }) };
      sent += await this.#send(on, file?.realFd ?? -1, bytes.subarray(sent), { sendall: true });
    } while (sent < bytes.length && !this.#site.isStopped());
    return NONE;
  }

  async #send(on: On, realFd: number, bytes: Buffer, part: { sendall?: true } = {}): Promise<number> {
    const entered = { ...on, ...part, bytes: excerpt(bytes) };
    const { call, result } = await this.#calls.block('send', entered, realFd, () => libc.send(realFd, bytes));
    return this.#calls.leave(call, result);
  }

  async #accept(on: Entered, realFd: number, family: Family): Promise<Value> {
    this.#refuseTooManyFiles();
    const { call, result } = await this.#calls.block('accept', on, realFd, () => libc.accept4(realFd));
    const file = result.ok ? this.#adopt(result.value.fd, family) : null;
    this.#calls.leave(call, result.ok ? { ok: true, value: result.value.fd } : result, () =>
      result.ok && file !== null
        ? { ...opened(file), address: plain(result.value.peer), ...endsOf(file.realFd) }
        : {},
    );
    if (!result.ok || file === null) return NONE;
    return tuple({ is: 'socket', socket: { fd: file.fd, family } }, addressValue(result.value.peer));
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

const opened = ({ fd, realFd, socket }: OpenFile): Partial<Returned> => ({ fd, realFd, socket });
const plain = ({ host, port }: SocketAddress): { host: string; port: number } => ({ host, port });
/** Returns both ends of a connection, or nothing if it has been reset meanwhile. */
function endsOf(realFd: number): Partial<Returned> {
  const [local, remote] = [libc.getsockname(realFd), libc.getpeername(realFd)];
  if (!local.ok || !remote.ok) return {};
  const end = ({ host, port }: SocketAddress) => ({ host: unmapped(host), port });
  return { ends: { local: end(local.value), remote: end(remote.value) } };
}

/** Flags change what a call does, so that one with flags is not made as one without. */
function refuseFlags(method: SocketMethod, flags: Value | undefined): void {
  if (flags !== undefined && integer(flags) !== 0) raise('LabRefusal', `${method} takes no flags here`);
}

const statusOf = (result: Result<unknown>): Result<number> => (result.ok ? { ok: true, value: 0 } : result);
const lengthOf = (result: Result<Buffer>): Result<number> =>
  result.ok ? { ok: true, value: result.value.length } : result;

/**
 * Returns Python's address tuple: two items for IPv4, four for IPv6. Flow information and scope are 0 here.
 */
function addressValue({ family, host, port }: SocketAddress): Value {
  const pair = [str(host), int(port)];
  return family === 'AF_INET' ? tuple(...pair) : tuple(...pair, int(0), int(0));
}
