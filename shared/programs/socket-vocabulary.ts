/* The names of Python's socket module and of its sockets' methods that a program may use. */

/** The constants of Python's socket module that a program may use. */
export const CONSTANTS = [
  'SOCK_STREAM',
  'SOL_SOCKET',
  'SO_REUSEADDR',
  'SO_RCVBUF',
  'SO_SNDBUF',
  'SO_ERROR',
  'SO_KEEPALIVE',
  'SO_LINGER',
  'SO_RCVTIMEO',
  'IPPROTO_TCP',
  'TCP_NODELAY',
  'SHUT_RD',
  'SHUT_WR',
  'SHUT_RDWR',
  'MSG_PEEK',
  'MSG_DONTWAIT',
] as const;
export type ConstantName = (typeof CONSTANTS)[number];

/** The flags that a call may have. */
export const FLAGS = ['MSG_PEEK', 'MSG_DONTWAIT'] as const;
export type FlagName = (typeof FLAGS)[number];

/** A select() waits until a file can be read or written, or has urgent data. */
export const READINESS = ['read', 'write', 'urgent'] as const;
export type Readiness = (typeof READINESS)[number];

/** The methods of a socket that make one system call each. */
export const SOCKET_CALLS = [
  'setsockopt',
  'getsockopt',
  'bind',
  'listen',
  'accept',
  'connect',
  'send',
  'recv',
  'shutdown',
  'close',
  'getsockname',
  'getpeername',
  'setblocking',
  'settimeout',
] as const;

/** The system calls of which events tell. */
export const SYSTEM_CALLS = ['socket', ...SOCKET_CALLS, 'sleep', 'poll', 'select', 'input'] as const;
export type SystemCall = (typeof SYSTEM_CALLS)[number];

/** The methods that Python answers by itself. */
export const PYTHON_METHODS = ['gettimeout', 'getblocking', 'fileno'] as const;

/** The methods of a socket. `sendall` makes as many sends as it needs, and `recv_into` one recv. */
export const SOCKET_METHODS = [...SOCKET_CALLS, 'sendall', 'recv_into', ...PYTHON_METHODS] as const;
export type SocketMethod = (typeof SOCKET_METHODS)[number];
