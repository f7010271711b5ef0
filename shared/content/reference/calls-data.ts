import type { CallEntry } from './entry.ts';

/*
 * These calls move bytes and end conversations. Their results, and the failures that could be brought about,
 * were tried on Linux 6.18 with CPython 3.11.
 */

const WOULD_BLOCK = { errno: 'EAGAIN', exception: 'BlockingIOError' } as const;

export const DATA: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'send',
    signature: 'send(bytes) → int',
    systemCall: 'sendto(2)',
    text: {
      zh: '把字节复制进*自己内核*的发送缓冲区。何时发、分几段发由内核决定；返回不等于对方收到。',
      en: 'Copies bytes into *its own kernel’s* send buffer. When they leave, and in how many segments, is up to the kernel; its return does not mean that they have arrived.',
    },
    buffer: {
      zh: '发送缓冲区增加返回值那么多字节，对方的 ACK 到了才移除。',
      en: 'The send buffer grows by what it returns, and shrinks only by the peer’s ACKs.',
    },
    waits: {
      zh: '发送缓冲区没有地方就睡，ACK 腾出空间时醒来；阻塞时一直等到全部放进去。',
      en: 'Sleeps while the send buffer has no room; ACKs that free some wake it. A blocking send waits until all has been put in.',
    },
    returns: {
      zh: '内核接下的字节数；非阻塞，或等待中被打断时，可能比给的*少*，剩下的要自己再发。',
      en: 'How many bytes the kernel took; non-blocking, or interrupted while it waits, it may be *fewer* than given: the rest is yours to send.',
    },
    failures: [
      {
        errno: 'EPIPE',
        exception: 'BrokenPipeError',
        cause: {
          zh: '没有连接，或自己已 shutdown(SHUT_WR)，或此前的 RST 已经报告过。',
          en: 'Not connected, or shut down for writing by this end, or an RST that has been reported before.',
        },
      },
      {
        errno: 'ECONNRESET',
        exception: 'ConnectionResetError',
        cause: {
          zh: '对方的 RST 已到，这是第一次告诉程序。',
          en: 'The peer’s RST has come, and the program is told for the first time.',
        },
      },
      {
        ...WOULD_BLOCK,
        cause: {
          zh: '非阻塞，而缓冲区一个字节也放不下。',
          en: 'It is non-blocking and there is no room for a single byte.',
        },
      },
      {
        errno: null,
        exception: 'TypeError',
        cause: {
          zh: '给了 str：先 encode 成 bytes。',
          en: 'It was given a str: encode it to bytes first.',
        },
      },
    ],
    seenIn: ['L1', 'L5', 'L9', 'L10', 'L12', 'L15'],
    sources: ['send(2)', 'RFC 9293 §3.9.1.2'],
    related: ['send-buffer', 'sendall', 'ACK'],
  },
  {
    is: 'call',
    id: 'sendall',
    signature: 'sendall(bytes) → None',
    systemCall: 'sendto(2)',
    text: {
      zh: 'Python 替你反复 send，直到全部交给内核，或出错。',
      en: 'Python repeats send for you until the kernel has taken everything, or there is an error.',
    },
    buffer: {
      zh: '与 send 相同，只是要放进去的是全部。',
      en: 'As send, but all of it goes in.',
    },
    waits: {
      zh: '缓冲区满了就睡，直到最后一个字节也放进去。两端都在 sendall 而没人 recv，就是死锁。',
      en: 'Sleeps whenever the buffer is full, until the last byte is in. Both ends in sendall and nobody in recv is a deadlock.',
    },
    returns: {
      zh: '`None`；出错时不知道已经交出了多少。',
      en: '`None`; after an error you cannot tell how much had been taken.',
    },
    failures: [
      {
        errno: 'EPIPE',
        exception: 'BrokenPipeError',
        cause: { zh: '与 send 相同。', en: 'As for send.' },
      },
      {
        errno: 'ECONNRESET',
        exception: 'ConnectionResetError',
        cause: { zh: '与 send 相同。', en: 'As for send.' },
      },
      {
        ...WOULD_BLOCK,
        cause: {
          zh: '非阻塞：可能已经发出了一部分。',
          en: 'It is non-blocking: part of it may have been taken.',
        },
      },
    ],
    seenIn: ['L25', 'L21'],
    sources: ['send(2)', 'RFC 9293 §3.9.1.2'],
    related: ['send', 'deadlock'],
  },
  {
    is: 'call',
    id: 'recv',
    signature: 'recv(bufsize) → bytes',
    systemCall: 'recvfrom(2)',
    text: {
      zh: '从*自己内核*的接收缓冲区取走最多 `bufsize` 个字节。有多少取多少，不会等凑满，也不认 send 的边界。',
      en: 'Takes at most `bufsize` bytes from *its own kernel’s* receive buffer. It takes what is there, does not wait for that many, and knows no boundaries between sends.',
    },
    buffer: {
      zh: '接收缓冲区减少取走的字节，腾出的地方让通告的窗口能再张开。',
      en: 'The receive buffer loses what is taken; the room lets the advertised window open again.',
    },
    waits: {
      zh: '缓冲区空就睡；来了任何数据、FIN 或 RST 就醒。',
      en: 'Sleeps while the buffer is empty; any data, a FIN or an RST wake it.',
    },
    returns: {
      zh: '1 到 bufsize 个字节；`b""` 表示对方说完了（FIN），而且缓冲的数据都已读完。',
      en: '1 to bufsize bytes; `b""` means that the peer has finished (FIN) and all that was buffered has been read.',
    },
    failures: [
      {
        errno: 'ENOTCONN',
        exception: 'OSError',
        cause: {
          zh: '没有连接，或这是监听套接字。',
          en: 'Not connected, or a listening socket.',
        },
      },
      {
        errno: 'ECONNRESET',
        exception: 'ConnectionResetError',
        cause: {
          zh: '对方发来 RST：例如它没读完就 close 了。',
          en: 'The peer sent an RST: it closed with bytes unread, for example.',
        },
      },
      {
        ...WOULD_BLOCK,
        cause: {
          zh: '非阻塞，而缓冲区是空的。',
          en: 'It is non-blocking and the buffer is empty.',
        },
      },
      {
        errno: 'ETIMEDOUT',
        exception: 'TimeoutError',
        cause: {
          zh: '内核重传到头，放弃了这个连接。',
          en: 'The kernel gave the connection up after its last retransmission.',
        },
      },
    ],
    seenIn: ['L1', 'L11', 'L12', 'L13', 'L17', 'L18'],
    sources: ['recv(2)', 'RFC 9293 §3.9.1.3'],
    related: ['receive-buffer', 'window', 'FIN', 'RST'],
  },
  {
    is: 'call',
    id: 'recv_into',
    signature: 'recv_into(bytearray, nbytes=0) → int',
    systemCall: 'recvfrom(2)',
    text: {
      zh: '和 recv 一样取字节，但不新建 bytes：写到给它的 `bytearray` 的开头，返回写了几个，所以接着用 `buf[:n]`。后面的字节保持原样。',
      en: 'Takes bytes as recv does, but makes no new ones: it writes them at the start of the `bytearray` that it is given and returns their number, so that one goes on with `buf[:n]`. The bytes behind them stay as they were.',
    },
    buffer: {
      zh: '与 recv 相同。',
      en: 'As for recv.',
    },
    waits: {
      zh: '与 recv 相同。等待期间，`bytearray` 的长度不能改变。',
      en: 'As for recv. The `bytearray` cannot change its length meanwhile.',
    },
    returns: {
      zh: '1 到 `nbytes` 的字节数；`nbytes` 为 0 时，最多是整个 `bytearray` 的长度。`0` 表示对方说完了（FIN）；空的 `bytearray` 立即得到 0。',
      en: 'The number of bytes, from 1 to `nbytes`, or to the length of the `bytearray` if `nbytes` is 0. `0` means that the peer has finished (FIN); an empty `bytearray` gives 0 at once.',
    },
    failures: [
      {
        errno: 'ENOTCONN',
        exception: 'OSError',
        cause: { zh: '与 recv 相同。', en: 'As for recv.' },
      },
      {
        errno: 'ECONNRESET',
        exception: 'ConnectionResetError',
        cause: { zh: '与 recv 相同。', en: 'As for recv.' },
      },
      { ...WOULD_BLOCK, cause: { zh: '与 recv 相同。', en: 'As for recv.' } },
    ],
    seenIn: [],
    sources: ['recv(2)', 'RFC 9293 §3.9.1.3'],
    related: ['recv', 'receive-buffer'],
  },
  {
    is: 'call',
    id: 'shutdown',
    signature: 'shutdown(how) → None',
    systemCall: 'shutdown(2)',
    text: {
      zh: '结束连接的一个或两个方向，fd 还留着。`SHUT_WR`：我说完了，但还在听。',
      en: 'Ends one or both directions of a connection; the descriptor stays. `SHUT_WR`: I have finished talking, and still listen.',
    },
    buffer: {
      zh: '`SHUT_WR` 在发送缓冲区的末尾排上 FIN，前面的字节照发；`SHUT_RD` 不丢已收到的字节。',
      en: '`SHUT_WR` queues a FIN behind the last byte in the send buffer, and what is before it is still sent; `SHUT_RD` discards nothing that has come.',
    },
    waits: { zh: '从不等待，也不等 FIN 送到。', en: 'Never, not even for the FIN to arrive.' },
    returns: { zh: '`None`。', en: '`None`.' },
    failures: [
      {
        errno: 'ENOTCONN',
        exception: 'OSError',
        cause: {
          zh: '没有连接，或已被 RST 结束。',
          en: 'Not connected, or ended by an RST.',
        },
      },
    ],
    seenIn: ['L19'],
    sources: ['shutdown(2)', 'RFC 9293 §3.6.1'],
    related: ['half-close', 'SHUT_WR', 'FIN'],
  },
  {
    is: 'call',
    id: 'close',
    signature: 'close() → None',
    systemCall: 'close(2)',
    text: {
      zh: '程序放手，fd 立刻可以另用；连接由内核收尾：发完缓冲的字节，再发 FIN。',
      en: 'The program lets go and the descriptor is free at once; the kernel finishes: it sends what is buffered, then a FIN.',
    },
    buffer: {
      zh: '发送缓冲区里的照样发完。接收缓冲区里*还有未读的字节*，内核就丢掉它们，发 RST 而不是 FIN。',
      en: 'What is in the send buffer is still sent. If the receive buffer has *unread bytes*, the kernel discards them and sends RST instead of FIN.',
    },
    waits: {
      zh: '默认从不等待（没有设 SO_LINGER）。',
      en: 'Never by default (without SO_LINGER).',
    },
    returns: {
      zh: '`None`；再 close 一次也没有关系。',
      en: '`None`; closing once more does no harm.',
    },
    failures: [],
    seenIn: ['L1', 'L7', 'L17', 'L18', 'L20'],
    sources: ['close(2)', 'RFC 9293 §3.6', 'RFC 2525 §2.17'],
    related: ['FIN', 'RST', 'TIME_WAIT', 'shutdown'],
  },
];
