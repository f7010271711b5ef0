import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
  words,
  receiveToEnd,
} from '../programs/phrases.ts';
import { bytes, method, name, operation, parameter, perform } from '../programs/build.ts';
import { plainWire, unhurriedWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { atFullSpeed, client, holdWire, runOn, server } from './moves.ts';

/** L1 shows the source lesson's two programs: one whole conversation from socket() to close(). */
export const l01: Lesson = {
  id: 'L1',
  title: { zh: '一次完整对话', en: 'One whole conversation' },
  task: {
    zh: '执行两个程序，看线路怎样送完握手；然后扣住线路，亲手递送请求，看数据怎样从 send 走到 recv。',
    en: 'Run both programs and watch the handshake cross. Then hold the wire, hand over the request yourself, and see data travel from send to recv. The reply is Chinese: “Client, I have received your data”.',
  },
  myth: {
    zh: '我的 send 会直接把数据放进对方的 recv 里。',
    en: 'My send puts the data straight into the other side’s recv.',
  },
  // A SYN that a hand holds is sent again while one reads.
  wire: unhurriedWire(),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        sendText('s', 'message', 'nihaoma'),
        receive('s'),
        print(decoded('data')),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        print(words('client:'), name('addr')),
        receive('conn'),
        print(words('received:'), decoded('data')),
        sendText('conn', 'reply', '客户端你的数据我收到了'),
        close('conn'),
        close('srv'),
      ],
    },
  },
  moves: [
    { type: 'run', program: 'server' },
    client(2),
    { type: 'wait', until: { fact: 'returns', program: 'client', call: 'connect' } },
    holdWire,
    // The client sends, and sleeps in recv.
    { type: 'run', program: 'client' },
    { type: 'deliver', what: 'data', from: 'client', times: 1 },
    server(4),
    // The reply and the goodbyes cross as the request did.
    { type: 'wire', settings: plainWire('auto') },
    runOn('client'),
    runOn('server'),
    // The server's kernel keeps its end until the last ACK has come.
    { type: 'wait', until: { fact: 'sockets', host: 'server', is: 'LAST_ACK', atMost: 0 } },
  ],
  predictions: [
    {
      id: 'segments',
      before: 1,
      until: 2,
      question: {
        zh: '客户端接着创建套接字、执行 connect。要走过几个报文段，connect 才会返回？',
        en: 'The client makes its socket and connects next. How many segments have to cross before connect returns?',
      },
      options: [
        {
          text: { zh: '一个就够：请求送到即可', en: 'One is enough: the request has to arrive' },
          because: {
            zh: 'SYN 送到，只有服务端知道；客户端要等到 SYN+ACK 才知道。',
            en: 'The SYN tells the server only; the client knows nothing before the SYN+ACK.',
          },
          when: { fact: 'sent', from: 'server', atMost: 0 },
        },
        {
          text: { zh: '两个：SYN 和 SYN+ACK；随后发出 ACK', en: 'Two: SYN and SYN+ACK; then an ACK leaves' },
          because: {
            zh: '收到 SYN+ACK，connect 就返回，同时内核发出 ACK：这就是三次握手。',
            en: 'With the SYN+ACK connect returns, and the kernel sends the ACK: the three-way handshake.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'returns', program: 'client', call: 'connect' },
              { fact: 'sent', from: 'client', what: 'ACK' },
            ],
          },
        },
        {
          text: { zh: '零个：握手由 accept 来做', en: 'None: accept does the handshake' },
          because: {
            zh: '握手是两个内核做的；accept 只从队列里取走已完成的连接。',
            en: 'The kernels shake hands by themselves; accept only takes a completed connection.',
          },
          when: { fact: 'sent', atMost: 0 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '三次握手：SYN、SYN+ACK、ACK', en: 'The handshake: SYN, SYN+ACK, ACK' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'sent', what: 'SYN' },
          { fact: 'sent', what: 'SYN-ACK' },
          { fact: 'returns', program: 'client', call: 'connect' },
        ],
      },
    },
    {
      text: { zh: '服务端读到了请求的 7 字节', en: 'The server read the 7 bytes of the request' },
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 7, text: 'nihaoma' },
    },
    {
      text: {
        zh: '客户端的 recv 睡着等回复，被 33 字节唤醒',
        en: 'The client’s recv slept, and the 33 bytes of the reply woke it',
      },
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'client', call: 'recv' },
          { fact: 'returns', program: 'client', call: 'recv', value: 33 },
        ],
      },
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
      zh: '程序的每次调用只和*自己的内核*打交道。`send` 把字节复制进自己的发送缓冲区就返回；`recv` 从自己的接收缓冲区里取。',
      en: 'Every call of a program deals with *its own kernel* only. `send` copies bytes into its own send buffer and returns; `recv` takes from its own receive buffer.',
    },
    {
      zh: '两个内核之间才有报文段：它们握手、搬运、确认、重传、道别，程序一概不知。',
      en: 'Segments go between the two kernels. They shake hands, carry, acknowledge, send again and say goodbye, and no program knows of it.',
    },
  ],
  variations: [
    {
      id: 'client-first',
      title: { zh: '客户端先来', en: 'The client first' },
      text: {
        zh: '先只执行客户端，服务端一行也不动。connect 会等服务端准备好吗？',
        en: 'Step the client alone, not one line of the server. Does connect wait for the server to be ready?',
      },
      moves: [client(2)],
    },
    {
      id: 'full-speed',
      title: { zh: '全速运行', en: 'At full speed' },
      text: {
        zh: '让线路自动递送，全速运行，再数一数：哪个 ACK 不见了，被谁捎带了？',
        en: 'Let the wire deliver by itself and run at full speed, then count: which ACK is gone, and what carries it now?',
      },
      moves: atFullSpeed,
      wire: plainWire('auto'),
    },
    {
      id: '12-mb',
      title: { zh: '一千二百万字节', en: '12 million bytes' },
      text: {
        zh: '用 sendall 发 12 MB，全速运行：同样的缓冲区、报文段和确认，只是单位变大了。',
        en: 'Send 12 MB with sendall at full speed: the same buffers, segments and ACKs, in larger units.',
      },
      moves: atFullSpeed,
      wire: plainWire('auto'),
      timers: 'kernel',
      programs: {
        client: {
          statements: [
            ...connectedClient(),
            perform(
              method(
                name('s'),
                'sendall',
                operation(bytes('0123456789ab'), '*', parameter('times', 'count', 1_000_000)),
              ),
            ),
            close('s'),
          ],
        },
        server: {
          statements: [
            ...listeningServer(),
            acceptFrom('srv'),
            receiveToEnd('conn', 65_536),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
