import { close, openSocket, print, setBuffer } from '../programs/phrases.ts';
import { constant, method, name } from '../programs/build.ts';
import type { Expression } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const bufferSize = (option: 'SO_SNDBUF' | 'SO_RCVBUF'): Expression =>
  method(name('s'), 'getsockopt', constant('SOL_SOCKET'), constant(option));

const way = [client(), server(), client(), client(2), client(), server()];

/** L2 shows that socket() makes an end with two buffers and no address, and that nothing is sent. */
export const l02: Lesson = {
  id: 'L2',
  title: { zh: 'socket() 只创建端点，不建连接', en: 'socket() makes an end, not a connection' },
  task: {
    zh: '两边各执行一次 socket()，看内核里多了什么，再看网卡上有没有动静。',
    en: 'Step socket() on both sides. Look at what appears in each kernel, and at what leaves the NIC.',
  },
  myth: {
    zh: '执行了 socket()，就和对方连上了。',
    en: 'Once I have called socket(), I am connected to the other side.',
  },
  wire: plainWire('hold'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        openSocket('s'),
        print(method(name('s'), 'getsockname')),
        print(bufferSize('SO_SNDBUF')),
        print(bufferSize('SO_RCVBUF')),
        close('s'),
      ],
    },
    server: { statements: [openSocket('srv'), close('srv')] },
  },
  moves: way,
  predictions: [
    {
      id: 'segments',
      before: 0,
      until: 1,
      question: {
        zh: '两个程序各调用一次 socket()。线路上会出现几个报文段？',
        en: 'Each program calls socket() once. How many segments will there be on the wire?',
      },
      options: [
        {
          text: { zh: '0 个', en: 'None' },
          because: {
            zh: 'socket() 只请自己的内核创建一个端点。还没有指明对方，报文段无处可去。',
            en: 'socket() only has its own kernel make an end. No peer has been named, so a segment would have nowhere to go.',
          },
          when: { fact: 'sent', atMost: 0 },
        },
        {
          text: { zh: '1 个：告诉对方“我来了”', en: 'One: it tells the other side “here I am”' },
          because: {
            zh: 'socket() 的参数里没有地址。第一个报文段要等到 connect()。',
            en: 'socket() is given no address. The first segment leaves with connect().',
          },
          when: { fact: 'sent', atLeast: 1, atMost: 1 },
        },
        {
          text: { zh: '3 个：三次握手', en: 'Three: the three-way handshake' },
          because: {
            zh: '三次握手由 connect() 发起，不是 socket()。',
            en: 'The three-way handshake is started by connect(), not by socket().',
          },
          when: { fact: 'sent', atLeast: 2 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '两边的 socket() 都成功', en: 'socket() succeeded on both sides' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'socket' },
          { fact: 'returns', program: 'server', call: 'socket' },
        ],
      },
    },
    {
      text: { zh: '从头到尾没有一个报文段', en: 'Not one segment was sent, from beginning to end' },
      fact: { fact: 'sent', atMost: 0 },
    },
    {
      text: { zh: '新套接字没有地址，端口号是 0', en: 'The new socket has no address; its port is 0' },
      fact: { fact: 'prints', program: 'client', includes: "('0.0.0.0', 0)" },
    },
    {
      text: { zh: '内核报出了两个缓冲区的上限', en: 'The kernel named the limits of both buffers' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'getsockopt', nth: 1 },
          { fact: 'returns', program: 'client', call: 'getsockopt', nth: 2 },
        ],
      },
    },
  ],
  // They differ in their last word only.
  seen: [
    { see: 'line', program: 'client', line: 3 },
    { see: 'line', program: 'client', line: 4 },
  ],
  explanation: [
    {
      zh: '`socket()` 返回一个文件描述符（fd）：一个小整数，程序以后用它指代内核里的这个端点。`AF_INET` 说的是 IPv4，`SOCK_STREAM` 说的是 TCP 字节流。',
      en: '`socket()` returns a file descriptor (fd): a small number by which the program refers to this end in the kernel. `AF_INET` means IPv4, `SOCK_STREAM` means a TCP byte stream.',
    },
    {
      zh: '每个 TCP 套接字有*两个*缓冲区：发送缓冲区和接收缓冲区。打印出来的是*上限*（字节），不是已经占用的内存；现在里面一个字节也没有。',
      en: 'Every TCP socket has *two* buffers, one for sending and one for receiving. What was printed are *limits* in bytes, not memory in use: there is not one byte in them yet.',
    },
    {
      zh: '没有地址，没有对方，网卡静默。连接要到 `connect()` 才开始。',
      en: 'No address, no peer, a silent NIC. A connection begins with `connect()`.',
    },
  ],
  variations: [
    {
      id: 'ipv6',
      title: { zh: '换成 IPv6', en: 'With IPv6' },
      text: {
        zh: '客户端改用 AF_INET6。getsockname() 打印的地址有什么不同？有没有报文段？',
        en: 'The client uses AF_INET6. How does the address that getsockname() prints differ? Is there a segment now?',
      },
      set: [{ program: 'client', parameter: 'family', value: 'AF_INET6' }],
      moves: way,
    },
    {
      id: 'small-buffer',
      title: { zh: '要一个小缓冲区', en: 'Ask for a small buffer' },
      text: {
        zh: '先用 setsockopt 要 4096 字节的接收缓冲区，再问内核给了多少：Linux 会加倍，给自己的记账留地方。',
        en: 'Ask for a receive buffer of 4096 bytes, then ask what there is: Linux doubles it, to have room for its own bookkeeping.',
      },
      programs: {
        client: {
          statements: [
            openSocket('s'),
            setBuffer('s', 'SO_RCVBUF', 4096),
            print(bufferSize('SO_RCVBUF')),
            close('s'),
          ],
        },
      },
    },
  ],
};
