import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  words,
} from '../programs/phrases.ts';
import { assign, method, name, parameter } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, deliver, holdWire, server } from './moves.ts';

/**
 * L10 shows that send copies into the kernel's buffer and returns, and that the copy stays until it is
 * acknowledged.
 */
export const l10: Lesson = {
  id: 'L10',
  title: { zh: 'send 只是交给内核', en: 'send hands bytes to the kernel' },
  task: {
    zh: '连接建好后，你扣住线路。客户端 send 时，看它什么时候返回、字节在哪里。',
    en: 'Once connected, you hold the wire. When the client sends, see when send returns, and where the bytes are. 你好 means “hello”.',
  },
  myth: {
    zh: 'send 返回了，说明对方已经收到。',
    en: 'send has returned, so the other side has received it.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        assign('n', method(name('s'), 'send', method(parameter('message', 'text', '你好'), 'encode'))),
        print(words('send returned'), name('n')),
        close('s'),
      ],
    },
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
  setup: [server(5), client(2), holdWire],
  moves: [client(), client(), { type: 'deliver', what: 'data', times: 1 }, server(), deliver, server()],
  predictions: [
    {
      id: 'send',
      before: 0,
      until: 0,
      question: {
        zh: '线路被扣住，什么都过不去。客户端 send 6 个字节，会怎样？',
        en: 'The wire is held and nothing crosses. The client sends 6 bytes. What will send do?',
      },
      options: [
        {
          text: { zh: '阻塞，直到对方收到', en: 'It waits until they have been received' },
          because: {
            zh: 'send 不等对方：缓冲区有地方，它就返回。',
            en: 'send does not wait for the other side: with room in the buffer it returns.',
          },
          when: { fact: 'waiting', program: 'client', call: 'send' },
        },
        {
          text: { zh: '马上返回 6', en: 'It returns 6 at once' },
          because: {
            zh: '6 个字节已复制进自己内核的发送缓冲区。返回值说的是这件事，不是对方收到了。',
            en: '6 bytes were copied into its own kernel’s send buffer. The result says that, and not that they have arrived.',
          },
          when: { fact: 'returns', program: 'client', call: 'send', value: 6 },
        },
        {
          text: { zh: '返回 0：还没发出去', en: 'It returns 0: nothing has gone yet' },
          because: {
            zh: '返回值是内核接下的字节数，和报文段走到哪里无关。',
            en: 'It returns the bytes that the kernel took, wherever their segment is.',
          },
          when: { fact: 'returns', program: 'client', call: 'send', value: 0 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: 'send 没有等待，返回 6', en: 'send returned 6 without waiting' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'send', value: 6 },
          { fact: 'not', of: { fact: 'waits', program: 'client', call: 'send' } },
        ],
      },
    },
    {
      text: {
        zh: '返回以后，6 个字节还在客户端的发送缓冲区里',
        en: 'After it had returned, the 6 bytes were still in the client’s send buffer',
      },
      fact: { fact: 'on-wire', of: { fact: 'buffered', host: 'client', buffer: 'send', atLeast: 6 } },
    },
    {
      text: { zh: '服务端的 recv 得到“你好”', en: 'The server’s recv got 你好' },
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 6, text: '你好' },
    },
  ],
  explanation: [
    {
      zh: '程序碰不到网卡。`send` 把字节复制进*自己内核的发送缓冲区*，复制完就返回复制了多少。何时发、分几段发，由内核决定。',
      en: 'A program cannot reach the NIC. `send` copies bytes into *its own kernel’s send buffer* and returns how many it copied. When they leave, and in how many segments, is up to the kernel.',
    },
    {
      zh: '报文段带走的是一份*副本*。原件留在缓冲区，直到对方的 ACK 到达：万一报文段丢了，还能重传。',
      en: 'The segment takes a *copy*. The bytes stay in the buffer until the other side’s ACK arrives, so that they can be sent again if the segment is lost.',
    },
    {
      zh: 'ACK 只说对方的*内核*收下了。对方的程序读没读、处理没处理，要它自己回话才知道。',
      en: 'An ACK says that the other *kernel* has them. Whether the program has read and handled them, only its own reply can tell.',
    },
  ],
  variations: [
    {
      id: 'close-at-once',
      title: { zh: '发完立刻 close', en: 'Close right after send' },
      text: {
        zh: '递送完握手，让客户端接连执行 send 和 close，再递送剩下的。“你好”还到得了吗？',
        en: 'Deliver the handshake, have the client send and close, then deliver the rest. Does 你好 still arrive?',
      },
      moves: [server(5), client(2), deliver, client(3), deliver, server(2), server(2), deliver],
      wire: plainWire('hold'),
    },
  ],
};
