import { argumentCountError } from '../../../shared/programs/argument-counts.ts';
import { expressionText } from '../../../shared/programs/tokens.ts';
import { SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import type { Expression, SocketMethod } from '../../../shared/programs/tree.ts';
import { isNumericAddress } from '../../../shared/tcp/address.ts';
import type { Finding } from './findings.ts';

export type ArgumentFinding = Pick<Finding, 'severity' | 'code' | 'about'> & {
  readonly instead?: string;
  /** The piece of the tree that it is about. */
  readonly of: Expression;
};

type Call = Extract<Expression, { is: 'method' }>;
/** Gives the expression that a name stands for, where the program assigns it once; any other as it is. */
export type Resolve = (expression: Expression) => Expression;

/** A call of each method as it is usually written. */
const USUAL: Readonly<Record<SocketMethod, string>> = {
  setsockopt: 'setsockopt(SOL_SOCKET, SO_REUSEADDR, True)',
  getsockopt: 'getsockopt(SOL_SOCKET, SO_RCVBUF)',
  bind: "bind(('192.168.127.1', 8080))",
  listen: 'listen(128)',
  accept: 'accept()',
  connect: "connect(('192.168.127.1', 8080))",
  send: "send(b'hello')",
  sendall: "sendall(b'hello')",
  recv: 'recv(1024)',
  recv_into: 'recv_into(buf)',
  shutdown: 'shutdown(SHUT_WR)',
  close: 'close()',
  getsockname: 'getsockname()',
  getpeername: 'getpeername()',
  setblocking: 'setblocking(False)',
  settimeout: 'settimeout(5)',
  gettimeout: 'gettimeout()',
  getblocking: 'getblocking()',
  fileno: 'fileno()',
};

/** The place of an argument that changes what a call does, and that a lab does not have. */
const MORE: Partial<Record<SocketMethod, number>> = { send: 1, sendall: 1, recv: 1, recv_into: 2 };

/** The flags that a lab has. */
const FLAGS_OF: Partial<Record<SocketMethod, readonly string[]>> = {
  send: ['MSG_DONTWAIT'],
  recv: ['MSG_PEEK', 'MSG_DONTWAIT'],
  recv_into: ['MSG_PEEK', 'MSG_DONTWAIT'],
};

/** The number and the kinds of a socket call's arguments, as far as its text tells them (Python 3.11). */
export function argumentFinding(call: Call, resolve: Resolve): ArgumentFinding | null {
  if (!(SOCKET_METHODS as readonly string[]).includes(call.method)) return null;
  const method = call.method as SocketMethod;
  const { args } = call;
  const [first, second] = args;
  const raises = (of: Expression, about: string, instead = USUAL[method]): ArgumentFinding => ({
    of,
    severity: 'warning',
    code: 'wrong-arguments',
    about,
    instead,
  });
  const takesAddress = method === 'connect' || method === 'bind';
  if (takesAddress && first !== undefined && second !== undefined && args.length === 2) {
    const written = args.map(expressionText).join(', ');
    return {
      ...raises(call, argumentCountError(method, 2)!, `${method}((${written}))`),
      code: 'not-a-tuple',
    };
  }
  const count = argumentCountError(method, args.length);
  if (count !== null) return raises(call, count);
  if (first === undefined) return null;
  if (takesAddress) return addressFinding(method, first, resolve, raises);
  // The lab has few flags.
  const beyond = MORE[method] === undefined ? undefined : args[MORE[method]];
  if (beyond !== undefined && !isFlags(beyond, FLAGS_OF[method] ?? []))
    return {
      of: beyond,
      severity: 'error',
      code: 'unsupported',
      about: expressionText(beyond),
      instead: USUAL[method],
    };
  const type = typeOf(resolve(first));
  if (method === 'recv_into' && type !== null)
    return raises(
      first,
      `recv_into() argument 1 must be read-write bytes-like object, not ${type === 'NoneType' ? 'None' : type}`,
    );
  if ((method === 'recv' || method === 'listen') && (type === 'str' || type === 'bytes'))
    return raises(first, notAnInteger(type));
  return null;
}

function isFlags(expression: Expression, permitted: readonly string[]): boolean {
  if (expression.is === 'operation' && expression.operator === '|')
    return isFlags(expression.left, permitted) && isFlags(expression.right, permitted);
  return expression.is === 'constant' && permitted.includes(expression.name);
}

function addressFinding(
  method: 'connect' | 'bind',
  address: Expression,
  resolve: Resolve,
  raises: (of: Expression, about: string, instead?: string) => ArgumentFinding,
): ArgumentFinding | null {
  const tuple = resolve(address);
  if (tuple.is !== 'tuple') {
    const type = typeOf(tuple);
    if (type === null) return null;
    const about = `${method}(): AF_INET address must be tuple, not ${type}`;
    const instead = type === 'str' ? `${method}((${expressionText(address)}, 8080))` : undefined;
    return { ...raises(address, about, instead), code: 'not-a-tuple' };
  }
  const [host, port] = tuple.items;
  // An IPv6 address may have four items.
  if (host === undefined || port === undefined)
    return raises(address, 'AF_INET address must be a pair (host, port)');
  const [hostType, portType] = [typeOf(resolve(host)), typeOf(resolve(port))];
  if (hostType !== null && hostType !== 'str' && hostType !== 'bytes')
    return raises(host, `str, bytes or bytearray expected, not ${hostType}`);
  if (portType !== null && portType !== 'int' && portType !== 'bool') {
    const number = String(valueOf(resolve(port)) ?? '');
    const right = `${method}((${expressionText(host)}, ${number}))`;
    return raises(port, notAnInteger(portType), /^\d+$/.test(number) ? right : undefined);
  }
  const text = valueOf(resolve(host));
  if (typeof text !== 'string' || text === '') return null;
  if (!isNumericAddress(text)) return { of: host, severity: 'warning', code: 'unresolved', about: text };
  return /^127\.|^::1$/.test(text)
    ? { of: host, severity: 'info', code: `loopback-${method}`, about: text }
    : null;
}

const notAnInteger = (type: string): string => `'${type}' object cannot be interpreted as an integer`;

/** The type of an expression's value where the text alone tells it, as Python's messages print it. */
function typeOf(expression: Expression): string | null {
  switch (expression.is) {
    case 'bytes':
      return 'bytes';
    case 'float':
      return 'float';
    case 'tuple':
      return 'tuple';
    case 'dict':
      return 'dict';
    case 'not':
    case 'comparisons':
      return 'bool';
    case 'none':
      return 'NoneType';
    case 'list':
    case 'comprehension':
      return 'list';
    case 'f-string':
      return 'str';
    case 'literal':
    case 'parameter': {
      if (expression.is === 'parameter' && expression.kind === 'bytes') return 'bytes';
      if (expression.is === 'parameter' && expression.kind === 'family') return null;
      const { value } = expression;
      return typeof value === 'string' ? 'str' : typeof value === 'boolean' ? 'bool' : 'int';
    }
    case 'method':
      return (
        { encode: 'bytes', decode: 'str', to_bytes: 'bytes', from_bytes: 'int' }[
          expression.method as string
        ] ?? null
      );
    case 'constant':
    case 'name':
    case 'operation':
    case 'minus':
    case 'index':
    case 'attribute':
    case 'slice':
    case 'call':
      return null;
    default:
      return expression satisfies never;
  }
}

function valueOf(expression: Expression): string | number | boolean | null {
  return expression.is === 'literal' || expression.is === 'parameter' ? expression.value : null;
}
