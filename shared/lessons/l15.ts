import {
  acceptFrom,
  bindTo,
  close,
  connectTo,
  listenOn,
  openSocket,
  print,
  reuseAddress,
  setBuffer,
  words,
  receiveToEnd,
} from '../programs/phrases.ts';
import {
  assign,
  attempt,
  bytes,
  call,
  literal,
  method,
  name,
  operation,
  parameter,
  perform,
} from '../programs/build.ts';
import type { Statement } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { atFullSpeed, client, deliver, holdWire, server } from './moves.ts';

/** Returns the expression `b'0123456789ab' * n`. */
const many = (times: number): ReturnType<typeof operation> =>
  operation(bytes('0123456789ab'), '*', parameter('times', 'count', times));
const smallSender: Statement[] = [openSocket('s'), setBuffer('s', 'SO_SNDBUF', 4096), connectTo('s')];
/** This server's connections have a small receive buffer, because they inherit it from the listener. */
const smallReceiver: Statement[] = [
  openSocket('srv'),
  reuseAddress('srv'),
  setBuffer('srv', 'SO_RCVBUF', 2048),
  bindTo('srv'),
  listenOn('srv'),
  acceptFrom('srv'),
];
const readAll = (most: number): Statement[] => [receiveToEnd('conn', most), close('conn'), close('srv')];

/** L15 shows that a send that finds no room for its bytes waits until there is some. */
export const l15: Lesson = {
  id: 'L15',
  title: { zh: '发送缓冲区满了：send 也会等', en: 'A full send buffer: send waits too' },
  task: {
    zh: '两边的缓冲区都调小，服务端先不读。客户端 send 12000 字节，看它停在哪里；再逐个递送报文段，看对方的缓冲区怎样填满。',
    en: 'Both buffers are small and the server does not read. The client sends 12000 bytes: see where it stops. Then deliver its segments one by one, and watch the other buffer fill.',
  },
  myth: {
    zh: '只有 recv 会阻塞，send 从来不等。',
    en: 'Only recv blocks; send never waits.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  outside: ['order', 'one-machine'],
  programs: {
    client: {
      statements: [
        ...smallSender,
        assign('sent', method(name('s'), 'send', many(1000))),
        print(name('sent')),
        close('s'),
      ],
    },
    server: { statements: [...smallReceiver, ...readAll(4096)] },
  },
  setup: [server(6), client(3), holdWire],
  moves: [
    client(),
    { type: 'wait', until: { fact: 'waits', program: 'client', call: 'send' } },
    { type: 'deliver', what: 'data', from: 'client', times: 1 },
    { type: 'deliver', what: 'data', from: 'client', times: 1 },
    deliver,
    server(2),
    { type: 'wire', settings: plainWire('auto') },
    { type: 'run-on', program: 'server' },
    { type: 'wait', until: { fact: 'returns', program: 'client', call: 'send' } },
    { type: 'run-on', program: 'client' },
  ],
  predictions: [
    {
      id: 'too-much',
      before: 0,
      until: 1,
      question: {
        zh: '服务端一个字节也不读。客户端 send 12000 字节，比两个缓冲区装得下的还多。会怎样？',
        en: 'The server reads nothing. The client sends 12000 bytes, more than both buffers hold. What will happen?',
      },
      options: [
        {
          text: { zh: '抛出异常：放不下', en: 'It raises: there is no room' },
          because: {
            zh: '阻塞的套接字不会因为没有空间而出错，只有非阻塞的才会（EAGAIN）。',
            en: 'A blocking socket does not fail for want of room; only a non-blocking one does (EAGAIN).',
          },
          when: { fact: 'raises', program: 'client', exception: 'BlockingIOError' },
        },
        {
          text: { zh: '马上返回，告诉你装下了多少', en: 'It returns at once, with how much it took' },
          because: {
            zh: '那是非阻塞的 send。阻塞的 send 在 Linux 上要等全部复制完。',
            en: 'That is a non-blocking send. A blocking one on Linux waits until all is copied.',
          },
          when: { fact: 'returns', program: 'client', call: 'send' },
        },
        {
          text: { zh: '阻塞，直到有空间', en: 'It blocks until there is room' },
          because: {
            zh: '线程阻塞在 send 中：一部分字节已复制进内核，其余的还在程序里。',
            en: 'The thread sleeps in send: some bytes are copied to the kernel, the rest is still in the program.',
          },
          when: { fact: 'waiting', program: 'client', call: 'send' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '内核让 send 睡着了', en: 'The kernel put send to sleep' },
      fact: { fact: 'waits', program: 'client', call: 'send' },
    },
    {
      text: { zh: '服务端开始读以后，send 返回了 12000', en: 'Once the server read, send returned 12000' },
      fact: { fact: 'returns', program: 'client', call: 'send', value: 12_000 },
    },
    {
      text: { zh: '两个程序都正常结束', en: 'Both programs ended well' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'ended', program: 'client', cause: 'finished' },
          { fact: 'ended', program: 'server', cause: 'finished' },
        ],
      },
    },
  ],
  explanation: [
    {
      zh: '`send` 把字节*复制*进自己内核的发送缓冲区。缓冲区满了，就没有地方可以复制，内核让线程睡着，直到对方确认、腾出空间。',
      en: '`send` *copies* bytes into the send buffer of its own kernel. When that is full there is nowhere to copy to, and the kernel puts the thread to sleep until the peer acknowledges and room is free.',
    },
    {
      zh: '为什么会满？对方的程序不读，它的接收缓冲区先满；它的内核就说“别再发了”（窗口为 0）；这边的字节发不出去，发送缓冲区也满了。*慢的读者让快的写者等*，这叫流量控制。',
      en: 'Why does it fill up? The other program does not read, so its receive buffer fills first; its kernel says “send no more” (window 0); bytes cannot leave here, and the send buffer fills too. *A slow reader makes a fast writer wait*: flow control.',
    },
    {
      zh: '内核会把你要的大小加倍（`SO_SNDBUF`：多出的一半留给它自己记账），而且有下限。',
      en: 'The kernel doubles what you ask for (`SO_SNDBUF`: half of it is for its own bookkeeping), and no size is less than its minimum.',
    },
  ],
  variations: [
    {
      id: 'non-blocking',
      title: { zh: '非阻塞的 send', en: 'A send that does not block' },
      text: {
        zh: 'setblocking(False) 以后，send 会返回多少？再 send 一次呢？',
        en: 'After setblocking(False), how much does send take? And a second send?',
      },
      // The last byte is less than the sender sends into so small a window. It goes with the persist timer.
      timers: 'kernel',
      setup: [server(6), client(4)],
      moves: [client(), client(), ...atFullSpeed],
      programs: {
        client: {
          statements: [
            ...smallSender,
            perform(method(name('s'), 'setblocking', literal(false))),
            print(method(name('s'), 'send', many(1000))),
            attempt(
              [print(method(name('s'), 'send', many(1000)))],
              'BlockingIOError',
              'e',
              print(words('no room:'), name('e')),
            ),
            close('s'),
          ],
        },
      },
    },
    {
      id: '12-mb',
      title: { zh: '换成 12 MB', en: 'With 12 MB' },
      text: {
        zh: '缓冲区不调小，发 12 MB。send 在哪里停、停多久？',
        en: 'With the kernel’s own buffers send 12 MB. Where does send stop, and for how long?',
      },
      setup: [server(5), client(2)],
      moves: [
        client(),
        client(),
        { type: 'wait', until: { fact: 'waits', program: 'client', call: 'send' } },
        ...atFullSpeed,
      ],
      programs: {
        client: {
          statements: [
            openSocket('s'),
            connectTo('s'),
            print(call('len', many(1_000_000))),
            perform(method(name('s'), 'sendall', many(1_000_000))),
            close('s'),
          ],
        },
        server: {
          statements: [
            openSocket('srv'),
            reuseAddress('srv'),
            bindTo('srv'),
            listenOn('srv'),
            acceptFrom('srv'),
            ...readAll(65_536),
          ],
        },
      },
    },
  ],
};
