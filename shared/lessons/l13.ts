import { acceptFrom, close, connectedClient, listeningServer, print, sendText } from '../programs/phrases.ts';
import {
  assign,
  bytes,
  call,
  define,
  giveBack,
  leaveLoop,
  method,
  name,
  not,
  operation,
  parameter,
  when,
  whileLoop,
} from '../programs/build.ts';
import type { Statement } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const printRecv = (id: string): Statement =>
  print(method(name('conn'), 'recv', parameter(id, 'recv-size', 5)));

/** L13 shows that the next recv returns what a recv has left. */
export const l13: Lesson = {
  id: 'L13',
  title: { zh: '半包：一次没取完，下次接着取', en: 'Partial recv: the rest is for the next call' },
  task: {
    zh: '12 个字节已经到了，服务端每次最多取 5 个。看每次取到什么，剩下的在哪里。',
    en: '12 bytes are here, and the server takes 5 at most each time. See what each call gets, and where the rest is.',
  },
  myth: {
    zh: 'recv 的参数小了，放不下的部分就丢了。',
    en: 'If recv asks for too little, what does not fit is lost.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [...connectedClient(), sendText('s', 'message', 'hello, world'), close('s')],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        printRecv('first_size'),
        printRecv('second_size'),
        printRecv('third_size'),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2)],
  moves: [
    client(),
    { type: 'wait', until: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 12 } },
    server(),
    server(),
    server(),
  ],
  predictions: [
    {
      id: 'three-recvs',
      before: 2,
      until: 4,
      question: {
        zh: '接收缓冲区里有 12 个字节。连着三次 recv(5)，各得到几个？',
        en: 'There are 12 bytes in the receive buffer. How many will three calls of recv(5) get?',
      },
      options: [
        {
          text: { zh: '第一次就得到 12 个', en: 'All 12 in the first call' },
          because: {
            zh: '5 是上限：recv 不会给出比请求更多的字节。',
            en: '5 is a maximum: recv never gives more than was asked for.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', nth: 1, value: 12 },
        },
        {
          text: { zh: '5、5、2', en: '5, 5, 2' },
          because: {
            zh: '没取走的留在缓冲区里，前面的取走了，后面的就排到队首。',
            en: 'What is not taken stays in the buffer, and is first in line for the next call.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'returns', program: 'server', call: 'recv', nth: 1, value: 5 },
              { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 5 },
              { fact: 'returns', program: 'server', call: 'recv', nth: 3, value: 2 },
            ],
          },
        },
        {
          text: { zh: '5，其余的丢了', en: '5, and the rest is lost' },
          because: {
            zh: 'TCP 不丢已经确认的字节；丢掉剩余部分的是数据报（UDP）。',
            en: 'TCP loses no byte that it has acknowledged; it is datagrams (UDP) whose rest is cut off.',
          },
          when: { fact: 'waiting', program: 'server', call: 'recv', nth: 2 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '12 个字节由一个报文段送到', en: '12 bytes arrived in one segment' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'sent', from: 'client', what: 'data', atLeast: 1, atMost: 1 },
          { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 12 },
        ],
      },
    },
    {
      text: { zh: "第一次取到 b'hello'", en: "The first call got b'hello'" },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 1, value: 5, text: 'hello' },
    },
    {
      text: { zh: "第三次取到最后的 b'ld'，一个也没丢", en: "The third got the last, b'ld': none was lost" },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 3, value: 2, text: 'ld' },
    },
    {
      text: { zh: '三次都没有等待', en: 'None of the three had to wait' },
      fact: {
        fact: 'not',
        of: {
          fact: 'any',
          of: [1, 2, 3].map((nth) => ({ fact: 'waits', program: 'server', call: 'recv', nth }) as const),
        },
      },
    },
  ],
  explanation: [
    {
      zh: '`recv` 从接收缓冲区的*开头*取，最多取参数那么多；剩下的字节往前移，等下一次。只要连接还在，没取走的字节不会丢。',
      en: '`recv` takes from the *front* of the receive buffer, as many as asked for at most; the others move up and wait for the next call. No byte is lost while the connection stands.',
    },
    {
      zh: '反过来，一条消息也可能要好几次 `recv` 才齐：数据多时会分成几个报文段，先后到达。`recv(n)` *不保证*给出 n 个字节。',
      en: 'In the same way one message may take several calls: longer data crosses in several segments that arrive one after the other. `recv(n)` does *not* promise n bytes.',
    },
    {
      zh: "要正好 n 个字节，就循环：没取够就再取，取到 `b''`（对方关闭）就停。",
      en: "For exactly n bytes write a loop: take more until there are enough, and stop at `b''`, where the other side has closed.",
    },
  ],
  variations: [
    {
      id: 'recv-exact',
      title: { zh: '写一个 recv_exact', en: 'Write recv_exact' },
      text: {
        zh: '客户端分两次发。先只发一半，让服务端进入循环：recv_exact(conn, 12) 会等到另一半吗？',
        en: 'The client sends in two halves. Send only the first, and let the server enter the loop: does recv_exact(conn, 12) wait for the other half?',
      },
      moves: [
        { type: 'run', program: 'server' },
        client(3),
        { type: 'run', program: 'server' },
        client(),
        { type: 'run', program: 'server' },
        client(),
      ],
      programs: {
        client: {
          statements: [
            ...connectedClient(),
            sendText('s', 'first', 'hello,'),
            sendText('s', 'second', ' world'),
            close('s'),
          ],
        },
        server: {
          statements: [
            define(
              'recv_exact',
              ['sock', 'n'],
              assign('data', bytes('')),
              whileLoop(
                operation(call('len', name('data')), '<', name('n')),
                assign(
                  'part',
                  method(name('sock'), 'recv', operation(name('n'), '-', call('len', name('data')))),
                ),
                when(not(name('part')), [leaveLoop]),
                assign('data', operation(name('data'), '+', name('part'))),
              ),
              giveBack(name('data')),
            ),
            ...listeningServer(),
            acceptFrom('srv'),
            print(call('recv_exact', name('conn'), parameter('size', 'recv-size', 12))),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
