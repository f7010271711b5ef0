import type { CallEntry } from './entry.ts';

/*
 * These calls set and read a socket’s options and addresses. Their results, and the failures that could be
 * brought about, were tried on Linux 6.18 with CPython 3.11.
 */

export const OPTIONS: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'setsockopt',
    signature: 'setsockopt(level, optname, value) → None',
    systemCall: 'setsockopt(2)',
    text: {
      zh: '设置套接字的一个选项：`level` 说归哪一层管（`SOL_SOCKET` 或 `IPPROTO_TCP`），`optname` 说是哪一个。',
      en: 'Sets one option of a socket: `level` says whose it is (`SOL_SOCKET` or `IPPROTO_TCP`), `optname` which.',
    },
    buffer: {
      zh: '`SO_SNDBUF`、`SO_RCVBUF` 改变缓冲区上限；要在 `listen` 或 `connect` 之前设，否则已通告的窗口不会变小。',
      en: '`SO_SNDBUF` and `SO_RCVBUF` change a buffer’s limit; set them before `listen` or `connect`, for a window once offered is not taken back.',
    },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: { zh: '`None`。', en: '`None`.' },
    failures: [
      {
        errno: 'ENOPROTOOPT',
        exception: 'OSError',
        cause: { zh: '这一层没有这个选项。', en: 'That level has no such option.' },
      },
      {
        errno: 'EBADF',
        exception: 'OSError',
        cause: { zh: '套接字已经 close。', en: 'The socket is closed.' },
      },
    ],
    seenIn: ['L1', 'L15', 'L20', 'L25'],
    sources: ['setsockopt(2)', 'socket(7)', 'tcp(7)'],
    related: ['SO_REUSEADDR', 'SO_SNDBUF', 'SO_RCVBUF', 'TCP_NODELAY'],
  },
  {
    is: 'call',
    id: 'getsockopt',
    signature: 'getsockopt(level, optname, buflen=0) → int | bytes',
    systemCall: 'getsockopt(2)',
    text: {
      zh: '读出套接字的一个选项，看到的是内核现在的值。',
      en: 'Reads one option of a socket: the value that the kernel has now.',
    },
    buffer: {
      zh: '什么都不改。`SO_SNDBUF` 的值在连上后会被内核自动调大，除非自己设过。',
      en: 'Changes nothing. Once connected, the kernel raises `SO_SNDBUF` by itself unless you have set it.',
    },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: {
      zh: '整数；给了 buflen 就是 bytes，可用 `struct.unpack` 读。设了 4096，Linux 读回来是 8192：它把设的值加倍，留给管理开销。',
      en: 'An integer; if buflen is given, bytes, for `struct.unpack`. If you have set 4096, you read 8192 on Linux: it doubles what is asked for, to allow for overhead.',
    },
    failures: [
      {
        errno: 'ENOPROTOOPT',
        exception: 'OSError',
        cause: { zh: '这一层没有这个选项。', en: 'That level has no such option.' },
      },
    ],
    seenIn: ['L2'],
    sources: ['getsockopt(2)', 'socket(7)'],
    related: ['SO_SNDBUF', 'SO_RCVBUF'],
  },
  {
    is: 'call',
    id: 'getsockname',
    signature: 'getsockname() → address',
    systemCall: 'getsockname(2)',
    text: {
      zh: '套接字自己的地址和端口。',
      en: 'The socket’s own address and port.',
    },
    buffer: { zh: '什么都不改。', en: 'Changes nothing.' },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: {
      zh: '`(地址, 端口)`；还没有地址时是 `("0.0.0.0", 0)`。',
      en: '`(address, port)`; `("0.0.0.0", 0)` while it has none.',
    },
    failures: [
      {
        errno: 'EBADF',
        exception: 'OSError',
        cause: { zh: '套接字已经 close。', en: 'The socket is closed.' },
      },
    ],
    seenIn: ['L2', 'L3', 'L7'],
    sources: ['getsockname(2)'],
    related: ['port', 'getpeername'],
  },
  {
    is: 'call',
    id: 'getpeername',
    signature: 'getpeername() → address',
    systemCall: 'getpeername(2)',
    text: {
      zh: '连接另一端的地址和端口；accept 返回的第二项就是它。',
      en: 'The address and port of the other end; it is what accept returns second.',
    },
    buffer: { zh: '什么都不改。', en: 'Changes nothing.' },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: { zh: '`(地址, 端口)`。', en: '`(address, port)`.' },
    failures: [
      {
        errno: 'ENOTCONN',
        exception: 'OSError',
        cause: {
          zh: '没有对端：没连接过、是监听套接字，或连接已被 RST 结束。',
          en: 'There is no peer: never connected, a listening socket, or ended by an RST.',
        },
      },
    ],
    seenIn: [],
    sources: ['getpeername(2)'],
    related: ['getsockname', 'accept', 'four-tuple'],
  },
  {
    is: 'call',
    id: 'setblocking',
    signature: 'setblocking(flag) → None',
    systemCall: 'ioctl(2) FIONBIO',
    text: {
      zh: '`False`：以后凡是要等的调用都不等，立刻失败并说明“现在不行”。`True` 是默认。',
      en: '`False`: calls that would have to wait no longer do; they fail at once and say “not now”. `True` is the default.',
    },
    buffer: {
      zh: '不动缓冲区；此后 send 只放进放得下的部分。',
      en: 'No buffer is touched; from now on send puts in only what there is room for.',
    },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: { zh: '`None`。', en: '`None`.' },
    failures: [
      {
        errno: 'EBADF',
        exception: 'OSError',
        cause: { zh: '套接字已经 close。', en: 'The socket is closed.' },
      },
    ],
    seenIn: ['L15'],
    sources: ['ioctl(2)', 'socket(7)'],
    related: ['blocking', 'BlockingIOError'],
  },
];
