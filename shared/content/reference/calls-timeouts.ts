import type { CallEntry } from './entry.ts';

/* These calls say how long a socket’s calls may wait. They were tried on Linux 6.18 with CPython 3.11. */

const NO_BUFFER = { zh: '不碰任何缓冲区。', en: 'No buffer is touched.' };
const NEVER = { zh: '从不等待。', en: 'Never.' };

export const TIMEOUTS: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'settimeout',
    signature: 'settimeout(seconds) → None',
    systemCall: 'ioctl(2)',
    text: {
      zh: '限制这个套接字的调用最多等多久。内核不知道这个时间：它只是把套接字设为非阻塞，以后 Python 在每次调用之前用 `poll(2)` 等。',
      en: 'Bounds how long the calls on this socket wait. The kernel does not know the time: the socket becomes non-blocking, and Python waits in `poll(2)` before each call.',
    },
    buffer: NO_BUFFER,
    waits: {
      zh: '自己从不等待；以后的 accept、connect、send、recv 阻塞在 `poll` 中，等的东西来了，或时间到了，就醒。',
      en: 'Never by itself; later accept, connect, send and recv sleep in `poll`, until what they wait for comes or the time is over.',
    },
    returns: {
      zh: '`None`。`settimeout(None)` 又变回阻塞，`settimeout(0)` 就是非阻塞。',
      en: '`None`. `settimeout(None)` makes the socket blocking again, `settimeout(0)` non-blocking.',
    },
    failures: [
      {
        errno: null,
        exception: 'ValueError',
        cause: { zh: '时间是负数。', en: 'The time is negative.' },
      },
      {
        errno: 'EBADF',
        exception: 'OSError',
        cause: { zh: '套接字已经 close。', en: 'The socket is closed.' },
      },
    ],
    seenIn: [],
    sources: ['ioctl(2)', 'poll(2)'],
    aliases: ['timeout', '超时', 'poll'],
    related: ['TimeoutError', 'setblocking', 'gettimeout'],
  },
  {
    is: 'call',
    id: 'gettimeout',
    signature: 'gettimeout() → float | None',
    systemCall: null,
    text: {
      zh: 'Python 记着的这个套接字的超时。',
      en: 'The timeout of this socket, which Python remembers.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: {
      zh: '秒数；没有超时是 `None`，非阻塞是 `0.0`。',
      en: 'Seconds; `None` without a timeout, `0.0` for a non-blocking socket.',
    },
    failures: [],
    seenIn: [],
    sources: ['ioctl(2)'],
    related: ['settimeout', 'getblocking'],
  },
  {
    is: 'call',
    id: 'getblocking',
    signature: 'getblocking() → bool',
    systemCall: null,
    text: {
      zh: '判断这个套接字的调用会不会等：有超时也算会等。',
      en: 'Says whether the calls on this socket wait: those with a timeout do, too.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: { zh: '超时不是 0 就是 `True`。', en: '`True` unless the timeout is 0.' },
    failures: [],
    seenIn: [],
    sources: ['ioctl(2)'],
    related: ['setblocking', 'gettimeout'],
  },
  {
    is: 'call',
    id: 'fileno',
    signature: 'fileno() → int',
    systemCall: null,
    text: {
      zh: '套接字的文件描述符：程序用这个号码向内核指明它。',
      en: 'The socket’s file descriptor: the number by which the program names it to the kernel.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: { zh: '一个小整数；close 之后是 `-1`。', en: 'A small integer; `-1` after close.' },
    failures: [],
    seenIn: [],
    sources: ['open(2)'],
    related: ['socket', 'close'],
  },
];
