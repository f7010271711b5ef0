import type { CallEntry } from './entry.ts';

/*
 * These calls lead up to a connection. Their results, and the failures that could be brought about, were
 * tried on Linux 6.18 with CPython 3.11.
 */

export const OPENING: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'create_connection',
    signature: 'create_connection((host, port)[, timeout]) → socket',
    systemCall: null,
    text: {
      zh: 'Python 的一步到位：socket、有超时就 settimeout，然后 connect；失败就 close 再抛出。',
      en: 'Python’s short way: socket, settimeout if a timeout is given, then connect; if that fails, close and raise.',
    },
    buffer: {
      zh: '与 socket 一样：内核准备好两个缓冲区。',
      en: 'As socket does: the kernel sets up two buffers.',
    },
    waits: { zh: '等在 connect 里；有超时就等在 `poll` 里。', en: 'In connect; with a timeout, in `poll`.' },
    returns: { zh: '连接好的套接字。', en: 'A connected socket.' },
    failures: [
      {
        errno: 'ECONNREFUSED',
        exception: 'ConnectionRefusedError',
        cause: { zh: '那个端口没有人监听。', en: 'Nobody listens at that port.' },
      },
    ],
    seenIn: [],
    sources: ['connect(2)'],
    related: ['connect', 'settimeout', 'create_server'],
  },
  {
    is: 'call',
    id: 'create_server',
    signature: 'create_server((host, port), *, backlog=None) → socket',
    systemCall: null,
    text: {
      zh: 'Python 的一步到位：socket、设 `SO_REUSEADDR`、bind，然后 listen。',
      en: 'Python’s short way: socket, `SO_REUSEADDR` set, bind, then listen.',
    },
    buffer: {
      zh: '与 listen 一样：内核准备好全连接队列。',
      en: 'As listen does: the kernel sets up the accept queue.',
    },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: { zh: '正在监听的套接字。', en: 'A listening socket.' },
    failures: [
      {
        errno: 'EADDRINUSE',
        exception: 'OSError',
        cause: { zh: '那个端口已经有人用了。', en: 'Somebody has that port already.' },
      },
    ],
    seenIn: [],
    sources: ['bind(2)', 'listen(2)'],
    related: ['bind', 'listen', 'SO_REUSEADDR'],
  },
  {
    is: 'call',
    id: 'socket',
    signature: 'socket(family=AF_INET, type=SOCK_STREAM, proto=0) → socket',
    systemCall: 'socket(2)',
    text: {
      zh: '在内核里创建一个通信端点，得到指向它的文件描述符。它还没有地址，也没有对端，不发任何报文段。',
      en: 'Makes an end of communication in the kernel and a file descriptor that refers to it. It has no address and no peer yet, and nothing is sent.',
    },
    buffer: {
      zh: '定下发送、接收两个缓冲区的*上限*（`tcp_wmem`、`tcp_rmem` 的默认值）；内存等到有数据才占用。',
      en: 'Sets *limits* for a send and a receive buffer (the defaults of `tcp_wmem` and `tcp_rmem`); memory is used only once there is data.',
    },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: {
      zh: '套接字对象，`fileno()` 是最小的空闲 fd：程序里第一个通常是 3。',
      en: 'A socket object; its `fileno()` is the lowest free descriptor, usually 3 for a program’s first.',
    },
    failures: [
      {
        errno: 'EMFILE',
        exception: 'OSError',
        cause: {
          zh: '进程打开的文件到了上限（`ulimit -n`）：多半是忘了 close。',
          en: 'The process has as many files open as it may (`ulimit -n`): often a forgotten close.',
        },
      },
      {
        errno: 'EAFNOSUPPORT',
        exception: 'OSError',
        cause: {
          zh: '内核没有这个地址族，例如 IPv6 被关掉了。',
          en: 'The kernel lacks this address family, e.g. IPv6 is switched off.',
        },
      },
    ],
    seenIn: ['L1', 'L2'],
    sources: ['socket(2)', 'tcp(7)'],
    related: ['AF_INET', 'SOCK_STREAM', 'fd'],
  },
  {
    is: 'call',
    id: 'bind',
    signature: 'bind((host, port)) → None',
    systemCall: 'bind(2)',
    text: {
      zh: '给套接字一个本机地址和端口，好让别人找得到。空串 `""` 是 0.0.0.0：本机的*所有*接口；端口 0 让内核挑一个。',
      en: 'Gives a socket a local address and port, so that others can find it. The empty string `""` is 0.0.0.0: *all* local interfaces; port 0 lets the kernel choose.',
    },
    buffer: { zh: '不动缓冲区，不发报文段。', en: 'No buffer is touched and nothing is sent.' },
    waits: {
      zh: '地址是数字时从不等待；写主机名时，Python 要先解析它。',
      en: 'Never with a numeric address; a host name is looked up by Python first.',
    },
    returns: { zh: '`None`。', en: '`None`.' },
    failures: [
      {
        errno: 'EADDRINUSE',
        exception: 'OSError',
        cause: {
          zh: '端口已有人监听，或旧连接还在 TIME_WAIT，而两次运行没有都设 `SO_REUSEADDR`。',
          en: 'Somebody listens on the port, or an old connection is in TIME_WAIT and one of the two runs has not set `SO_REUSEADDR`.',
        },
      },
      {
        errno: 'EADDRNOTAVAIL',
        exception: 'OSError',
        cause: { zh: '本机没有这个地址。', en: 'This machine has no such address.' },
      },
      {
        errno: 'EACCES',
        exception: 'PermissionError',
        cause: {
          zh: '1024 以下的端口需要特权（CAP_NET_BIND_SERVICE）。',
          en: 'A port below 1024 needs a privilege (CAP_NET_BIND_SERVICE).',
        },
      },
      {
        errno: 'EINVAL',
        exception: 'OSError',
        cause: { zh: '这个套接字已经有端口了。', en: 'The socket has a port already.' },
      },
      {
        errno: null,
        exception: 'OverflowError',
        cause: { zh: '端口不在 0–65535 之内。', en: 'The port is not within 0–65535.' },
      },
    ],
    seenIn: ['L3', 'L20'],
    sources: ['bind(2)', 'ip(7)', 'RFC 9293 §3.9.1.1'],
    related: ['port', 'ephemeral-port', 'SO_REUSEADDR'],
  },
  {
    is: 'call',
    id: 'listen',
    signature: 'listen(backlog=min(SOMAXCONN, 128)) → None',
    systemCall: 'listen(2)',
    text: {
      zh: '把套接字变成*被动*的：从此内核替它完成握手，连好的放进队列等 accept。它自己再也不能收发数据。',
      en: 'Makes a socket *passive*: from now on the kernel completes handshakes for it and queues them for accept. It can no longer carry data itself.',
    },
    buffer: {
      zh: '建立全连接队列，上限是 backlog 与 `somaxconn` 中较小的；Linux 实际能排 backlog + 1 个。',
      en: 'Makes the accept queue; its limit is the lesser of backlog and `somaxconn`, and Linux lets backlog + 1 connections wait.',
    },
    waits: { zh: '从不等待。', en: 'Never.' },
    returns: { zh: '`None`；状态变为 LISTEN。', en: '`None`; the state becomes LISTEN.' },
    failures: [
      {
        errno: 'EINVAL',
        exception: 'OSError',
        cause: { zh: '套接字已经连接了。', en: 'The socket is connected.' },
      },
      {
        errno: 'EADDRINUSE',
        exception: 'OSError',
        cause: {
          zh: '另一个套接字已在同一地址和端口上监听。',
          en: 'Another socket listens on the same address and port.',
        },
      },
    ],
    seenIn: ['L4', 'L8'],
    sources: ['listen(2)', 'net.core.somaxconn', 'RFC 9293 §3.9.1.1'],
    related: ['backlog', 'accept-queue', 'listening-socket'],
  },
  {
    is: 'call',
    id: 'accept',
    signature: 'accept() → (socket, address)',
    systemCall: 'accept4(2)',
    text: {
      zh: '从全连接队列取走一个*已经连好*的连接，交给程序一个*新的*套接字。握手是内核早就做好的。',
      en: 'Takes one connection that is *already established* from the accept queue and gives the program a *new* socket for it. The kernel has shaken hands before.',
    },
    buffer: {
      zh: '全连接队列少一个；对方先发来的字节已经在新套接字的接收缓冲区里。',
      en: 'The accept queue loses one; bytes that the peer sent meanwhile are in the new socket’s receive buffer.',
    },
    waits: {
      zh: '队列空就睡，握手的最后一个 ACK 把新连接放进队列时醒来。',
      en: 'Sleeps while the queue is empty; the ACK that completes a handshake wakes it.',
    },
    returns: {
      zh: '新套接字（新的 fd，本地端口*不变*）和对方的 `(地址, 端口)`。',
      en: 'The new socket (a new descriptor, the *same* local port) and the peer’s `(address, port)`.',
    },
    failures: [
      {
        errno: 'EINVAL',
        exception: 'OSError',
        cause: {
          zh: '没有 listen 过，或别的线程对它调用了 shutdown。',
          en: 'It does not listen, or another thread has shut it down.',
        },
      },
      {
        errno: 'EAGAIN',
        exception: 'BlockingIOError',
        cause: {
          zh: '非阻塞，而队列是空的。',
          en: 'It is non-blocking and the queue is empty.',
        },
      },
      {
        errno: 'EMFILE',
        exception: 'OSError',
        cause: {
          zh: '打开的文件到了上限；连接留在队列里。',
          en: 'Too many open files; the connection stays in the queue.',
        },
      },
    ],
    seenIn: ['L1', 'L7', 'L8', 'L23', 'L24'],
    sources: ['accept(2)', 'RFC 9293 §3.9.1.1'],
    related: ['accept-queue', 'listening-socket', 'four-tuple'],
  },
  {
    is: 'call',
    id: 'connect',
    signature: 'connect((host, port)) → None',
    systemCall: 'connect(2)',
    text: {
      zh: '请内核与对方建立连接：发出 SYN，等 SYN+ACK，再回 ACK。没有 bind 过，内核就挑一个临时端口。',
      en: 'Asks the kernel for a connection: it sends a SYN, waits for the SYN+ACK and answers with an ACK. Without a bind the kernel chooses an ephemeral port.',
    },
    buffer: {
      zh: '不放入数据；握手时双方通告各自接收缓冲区的窗口。',
      en: 'Puts no data into a buffer; in the handshake each end offers the window of its receive buffer.',
    },
    waits: {
      zh: '在 SYN_SENT 状态中阻塞，SYN+ACK 或 RST 到达时醒来；没有回音，内核就反复重传 SYN（默认约两分钟后放弃）。',
      en: 'Sleeps in SYN_SENT until a SYN+ACK or an RST comes; unanswered, the kernel repeats the SYN (by default it gives up after about two minutes).',
    },
    returns: {
      zh: '`None`。此时服务端不一定 accept 过。',
      en: '`None`. The server need not have called accept by then.',
    },
    failures: [
      {
        errno: 'ECONNREFUSED',
        exception: 'ConnectionRefusedError',
        cause: {
          zh: '那台主机在，但端口没有人监听：内核回了 RST。',
          en: 'The host is there, but nobody listens on the port: its kernel answered with RST.',
        },
      },
      {
        errno: 'ETIMEDOUT',
        exception: 'TimeoutError',
        cause: {
          zh: '重传 SYN 到头了也没有任何回音。',
          en: 'No answer at all, after the last repetition of the SYN.',
        },
      },
      {
        errno: 'EISCONN',
        exception: 'OSError',
        cause: {
          zh: '已经连接，或这是监听套接字。',
          en: 'It is connected already, or it is a listening socket.',
        },
      },
      {
        errno: 'EINPROGRESS',
        exception: 'BlockingIOError',
        cause: {
          zh: '非阻塞：握手已经开始，结果以后再问。',
          en: 'It is non-blocking: the handshake has begun, its outcome comes later.',
        },
      },
      {
        errno: 'ENETUNREACH',
        exception: 'OSError',
        cause: { zh: '没有去那里的路由。', en: 'There is no route to that network.' },
      },
    ],
    seenIn: ['L1', 'L3', 'L5', 'L6'],
    sources: ['connect(2)', 'net.ipv4.tcp_syn_retries', 'RFC 9293 §3.5'],
    related: ['handshake', 'SYN', 'ephemeral-port', 'RST'],
  },
];
