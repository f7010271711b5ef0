import type { ConstantEntry } from './entry.ts';

/*
 * The values are from Linux's headers (include/linux/socket.h, include/uapi/asm-generic/socket.h,
 * include/uapi/linux/tcp.h).
 */

export const CONSTANT_ENTRIES: readonly ConstantEntry[] = [
  {
    is: 'constant',
    id: 'AF_INET',
    value: 2,
    text: {
      zh: '地址族 IPv4：地址是 4 个字节，写成 `192.168.127.1`。是下划线，不是连字符。',
      en: 'The address family IPv4: addresses of 4 bytes, written `192.168.127.1`. An underscore, not a hyphen.',
    },
    seenIn: ['L1', 'L2'],
    sources: ['ip(7)', 'socket(2)'],
    related: ['socket', 'AF_INET6'],
  },
  {
    is: 'constant',
    id: 'AF_INET6',
    value: 10,
    text: {
      zh: '地址族 IPv6：地址是 16 个字节。Linux 上绑定在 `::` 的监听套接字默认也接 IPv4，显示为 `::ffff:…`。',
      en: 'The address family IPv6: addresses of 16 bytes. On Linux a listener bound to `::` takes IPv4 too by default, shown as `::ffff:…`.',
    },
    seenIn: ['L2'],
    sources: ['ipv6(7)', 'RFC 3493 §3.7'],
    related: ['socket', 'AF_INET'],
  },
  {
    is: 'constant',
    id: 'SOCK_STREAM',
    value: 1,
    text: {
      zh: '可靠、有序、双向的字节流；配 IP 地址族就是 TCP。字节流没有消息的边界。',
      en: 'A reliable, ordered stream of bytes in both directions; with an IP family that is TCP. A stream has no borders between messages.',
    },
    seenIn: ['L1', 'L2', 'L12'],
    sources: ['socket(2)', 'tcp(7)'],
    related: ['socket', 'byte-stream'],
  },
  {
    is: 'constant',
    id: 'SOL_SOCKET',
    value: 1,
    text: {
      zh: 'setsockopt 的一层：套接字通用的选项，不论什么协议。',
      en: 'A level of setsockopt: options that sockets of any protocol have.',
    },
    seenIn: ['L1', 'L15'],
    sources: ['socket(7)'],
    related: ['setsockopt', 'IPPROTO_TCP'],
  },
  {
    is: 'constant',
    id: 'SO_REUSEADDR',
    value: 2,
    text: {
      zh: '允许 bind 到还有旧连接（TIME_WAIT 等）的端口；有人正在监听时仍然失败。Linux 要求*前后两次*运行都设了它。',
      en: 'Lets bind take a port that still has old connections (TIME_WAIT and others), but never one that somebody listens on. Linux wants it set in *both* runs.',
    },
    seenIn: ['L1', 'L20'],
    sources: ['socket(7)'],
    related: ['bind', 'TIME_WAIT'],
  },
  {
    is: 'constant',
    id: 'SO_SNDBUF',
    value: 7,
    text: {
      zh: '发送缓冲区的上限，字节。Linux 把设的值加倍（留给管理开销），至少 4608，至多 `wmem_max` 的两倍；设过就不再自动调大。',
      en: 'The limit of the send buffer, bytes. Linux doubles what is set (for overhead), to 4608 at least and twice `wmem_max` at most; once set it no longer grows by itself.',
    },
    seenIn: ['L2', 'L15', 'L25'],
    sources: ['socket(7)', 'net.core.wmem_max', 'net.ipv4.tcp_wmem'],
    related: ['send-buffer', 'setsockopt'],
  },
  {
    is: 'constant',
    id: 'SO_RCVBUF',
    value: 8,
    text: {
      zh: '接收缓冲区的上限，字节。Linux 把设的值加倍，至少 2304，至多 `rmem_max` 的两倍；通告的窗口由它来。',
      en: 'The limit of the receive buffer, bytes. Linux doubles what is set, to 2304 at least and twice `rmem_max` at most; the advertised window comes from it.',
    },
    seenIn: ['L2', 'L15', 'L16', 'L25'],
    sources: ['socket(7)', 'net.core.rmem_max', 'net.ipv4.tcp_rmem'],
    related: ['receive-buffer', 'window', 'setsockopt'],
  },
  {
    is: 'constant',
    id: 'SO_ERROR',
    value: 4,
    text: {
      zh: '读出并清掉套接字上还没报告的错误；非阻塞的 connect 成没成，握手结束后就看它：0 是成了。',
      en: 'Reads and clears the error that the socket has not reported yet; after a non-blocking connect it says what has come of the handshake: 0 if all is well.',
    },
    seenIn: [],
    sources: ['socket(7)', 'connect(2)'],
    related: ['getsockopt', 'settimeout'],
  },
  {
    is: 'constant',
    id: 'IPPROTO_TCP',
    value: 6,
    text: {
      zh: 'setsockopt 的一层：TCP 自己的选项。也是 IP 首部里 TCP 的协议号。',
      en: 'A level of setsockopt: TCP’s own options. It is also TCP’s number in the IP header.',
    },
    seenIn: ['L12', 'L21'],
    sources: ['tcp(7)'],
    related: ['setsockopt', 'TCP_NODELAY'],
  },
  {
    is: 'constant',
    id: 'TCP_NODELAY',
    value: 1,
    text: {
      zh: '关掉 Nagle 算法：小块数据不等前一块的 ACK 就发。它不会让字节流有边界，粘包照旧。',
      en: 'Switches Nagle’s algorithm off: small pieces leave without waiting for the ACK of the last. It gives a stream no borders: reads still merge sends.',
    },
    seenIn: ['L12', 'L21'],
    sources: ['tcp(7)', 'RFC 9293 §3.7.4'],
    related: ['nagle', 'delayed-ack'],
  },
  {
    is: 'constant',
    id: 'SHUT_RD',
    value: 0,
    text: {
      zh: 'shutdown 读的方向。什么也不发给对方；Linux 上已到和后来的字节仍读得到，读空了就返回 `b""`。',
      en: 'Shuts the reading direction. The peer is told nothing; on Linux bytes that are there or still come can be read, and an empty buffer gives `b""`.',
    },
    seenIn: [],
    sources: ['shutdown(2)'],
    related: ['shutdown'],
  },
  {
    is: 'constant',
    id: 'SHUT_WR',
    value: 1,
    text: {
      zh: 'shutdown 写的方向：发完缓冲的字节，再发 FIN。还能读。',
      en: 'Shuts the writing direction: what is buffered is sent, then a FIN. Reading goes on.',
    },
    seenIn: ['L19'],
    sources: ['shutdown(2)', 'RFC 9293 §3.6.1'],
    related: ['shutdown', 'half-close', 'FIN'],
  },
  {
    is: 'constant',
    id: 'SHUT_RDWR',
    value: 2,
    text: {
      zh: '两个方向都结束；阻塞在 recv、accept 中的线程也被叫醒。与 close 不同，fd 还在。',
      en: 'Ends both directions, and wakes threads that sleep in recv or accept. Unlike close it keeps the descriptor.',
    },
    seenIn: [],
    sources: ['shutdown(2)'],
    related: ['shutdown', 'close'],
  },
];
