import {
  acceptFrom,
  close,
  connectedClient,
  connectTo,
  decoded,
  listeningServer,
  openSocket,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import {
  assign,
  call,
  constant,
  define,
  giveBack,
  literal,
  method,
  name,
  operation,
  parameter,
  perform,
} from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const greetings = [sendText('s', 'first', '你好'), sendText('s', 'second', '再见')];

/** L12 shows that a stream has no boundaries: one recv may return the bytes of two sends. */
export const l12: Lesson = {
  id: 'L12',
  title: { zh: '粘包：字节流没有缝', en: 'Sticky bytes: a stream has no seams' },
  task: {
    zh: '客户端 send 两次，字节都到了，服务端才 recv 一次。看一次取到多少。',
    en: 'The client sends twice. Once all bytes have arrived, the server calls recv once. See how much it gets. 你好 means “hello”, and 再见 “goodbye”.',
  },
  myth: {
    zh: '对方 send 几次，我就要 recv 几次，一次对一次。',
    en: 'Each send of theirs is one recv of mine.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  outside: ['order'],
  programs: {
    client: { statements: [...connectedClient(), ...greetings, close('s')] },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn'),
        print(decoded('data')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2)],
  moves: [
    client(),
    client(),
    { type: 'wait', until: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 12 } },
    server(),
    server(),
  ],
  predictions: [
    {
      id: 'one-recv',
      before: 3,
      until: 3,
      question: {
        zh: '“你好”和“再见”是两次 send，12 个字节都到了。recv(1024) 会得到什么？',
        en: '你好 and 再见 were sent by two calls, and all 12 bytes are here. What will recv(1024) get?',
      },
      options: [
        {
          text: { zh: '只有“你好”', en: '你好 only' },
          because: {
            zh: '内核不记得哪里是一次 send 的结尾。',
            en: 'The kernel does not remember where a send ended.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', value: 6 },
        },
        {
          text: { zh: '“你好再见”', en: '你好再见, all of it' },
          because: {
            zh: '缓冲区里是连在一起的 12 个字节，recv 一次取走现有的全部。',
            en: 'The buffer holds 12 bytes in a row, and recv takes all that is there.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', value: 12, text: '你好再见' },
        },
        {
          text: { zh: '一个错误：要先分开读', en: 'An error: they must be read apart' },
          because: {
            zh: '对内核来说没有什么要分开的：TCP 是一个字节流。',
            en: 'To the kernel there is nothing to be kept apart: TCP is one stream of bytes.',
          },
          when: { fact: 'raises', program: 'server', exception: 'OSError' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '两次 send，各 6 个字节', en: 'Two sends of 6 bytes each' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'send', nth: 1, value: 6 },
          { fact: 'returns', program: 'client', call: 'send', nth: 2, value: 6 },
        ],
      },
    },
    {
      text: { zh: '线路上是两个数据报文段', en: 'Two segments of data crossed the wire' },
      fact: { fact: 'sent', from: 'client', what: 'data', atLeast: 2, atMost: 2 },
    },
    {
      text: { zh: '一次 recv，12 个字节', en: 'One recv of 12 bytes' },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 1, value: 12, text: '你好再见' },
    },
  ],
  explanation: [
    {
      zh: 'TCP 保证字节*按顺序、不多不少*地到达，但不保留 `send` 的边界。两次 `send` 可以合成一次 `recv`，一次 `send` 也可以分成几次。',
      en: 'TCP brings bytes *in order, none missing, none twice*, but keeps no boundary between sends. Two sends can come out of one `recv`, and one send out of several.',
    },
    {
      zh: '这不是 Nagle 算法造成的：刚才两次 `send` 是两个报文段，关掉 Nagle 也一样。程序读得晚，字节就在缓冲区里连成一片。在自己电脑上测试，程序读得快，常常碰巧看不到。',
      en: 'Nagle’s algorithm is not the cause: these two sends were two segments, and without Nagle it is the same. When a program reads late, the bytes lie side by side in the buffer. In a test on one machine it often reads early enough to hide this.',
    },
    {
      zh: '消息的边界要程序自己定：先发长度再发内容，或用分隔符，或固定长度。',
      en: 'Where a message ends is for the programs to say: its length before it, a separator after it, or a fixed size.',
    },
  ],
  variations: [
    {
      id: 'nodelay',
      title: { zh: '关掉 Nagle', en: 'Without Nagle' },
      text: {
        zh: '客户端打开 TCP_NODELAY，两次 send 之后服务端再 recv。还粘在一起吗？',
        en: 'The client sets TCP_NODELAY. Have it send twice before the server calls recv: do the bytes still stick?',
      },
      programs: {
        client: {
          statements: [
            openSocket('s'),
            perform(
              method(
                name('s'),
                'setsockopt',
                constant('IPPROTO_TCP'),
                constant('TCP_NODELAY'),
                parameter('nodelay', 'flag', true),
              ),
            ),
            connectTo('s'),
            ...greetings,
            close('s'),
          ],
        },
      },
    },
    {
      id: 'length-prefix',
      title: { zh: '先发长度', en: 'Length first' },
      text: {
        zh: '每条消息前面加 4 个字节的长度。服务端先读长度，再读那么多字节：消息分开了吗？',
        en: 'Each message begins with its length in 4 bytes. The server reads the length, then so many bytes: are the messages apart?',
      },
      programs: {
        client: {
          statements: [
            define(
              'send_message',
              ['text'],
              assign('data', method(name('text'), 'encode')),
              assign('size', method(call('len', name('data')), 'to_bytes', literal(4), literal('big'))),
              perform(method(name('s'), 'sendall', operation(name('size'), '+', name('data')))),
            ),
            ...connectedClient(),
            perform(call('send_message', parameter('first', 'text', '你好'))),
            perform(call('send_message', parameter('second', 'text', '再见'))),
            close('s'),
          ],
        },
        server: {
          statements: [
            define(
              'read_message',
              ['sock'],
              assign(
                'size',
                method(name('int'), 'from_bytes', method(name('sock'), 'recv', literal(4)), literal('big')),
              ),
              giveBack(method(method(name('sock'), 'recv', name('size')), 'decode')),
            ),
            ...listeningServer(),
            acceptFrom('srv'),
            print(call('read_message', name('conn'))),
            print(call('read_message', name('conn'))),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
