import {
  acceptFrom,
  close,
  connectTo,
  decoded,
  listeningServer,
  openSocket,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import { attempt, name } from '../programs/build.ts';
import { losingWire, unhurriedWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const printError = print(name('e'));

/** L5 shows that send and recv before connect fail at once, and that connect waits for the handshake. */
export const l05: Lesson = {
  id: 'L5',
  title: { zh: '先连接，再收发', en: 'Connect first, then send and receive' },
  task: {
    zh: '客户端不连接就 send 和 recv，再 connect。看哪些调用根本没有惊动网卡。',
    en: 'The client sends and receives before it connects, then connects. See which calls never reach the NIC. 早 means “early”, and 现在 “now”.',
  },
  myth: {
    zh: '没连上时 send 的数据会先排队，连上以后再发出去。',
    en: 'What I send before connecting is queued, and leaves once I am connected.',
  },
  // A SYN that a hand holds is sent again while one reads.
  wire: unhurriedWire(),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        openSocket('s'),
        attempt([sendText('s', 'early', '早')], 'OSError', 'e', printError),
        attempt([receive('s')], 'OSError', 'e', printError),
        connectTo('s'),
        sendText('s', 'message', '现在'),
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
  setup: [server(5), client()],
  // The lines that raise take the `except` clause with them.
  moves: [client(2), client(), client(2), client(), client(), client(), server(2)],
  predictions: [
    {
      id: 'early-send',
      before: 0,
      until: 0,
      question: {
        zh: '套接字还没有连接，客户端就要 send 了。会怎样？',
        en: 'The socket is not connected, and the client is about to send. What will happen?',
      },
      options: [
        {
          text: { zh: '进发送缓冲区排队，连上再发', en: 'It is queued in the send buffer for later' },
          because: {
            zh: '内核不知道要发给谁，也不猜：一个字节也不收。',
            en: 'The kernel does not know for whom, and does not guess: it takes not one byte.',
          },
          when: { fact: 'returns', program: 'client', call: 'send' },
        },
        {
          text: { zh: '阻塞，直到连上', en: 'It waits until there is a connection' },
          because: {
            zh: '没有人在建立连接，等下去不会有结果。',
            en: 'Nobody is making a connection, so there is nothing to wait for.',
          },
          when: { fact: 'waiting', program: 'client', call: 'send' },
        },
        {
          text: { zh: '抛出异常', en: 'It raises an exception' },
          because: {
            zh: '没有对方：EPIPE（32），Python 里是 BrokenPipeError。',
            en: 'There is no peer: EPIPE (32), in Python a BrokenPipeError.',
          },
          when: { fact: 'fails', program: 'client', call: 'send', errno: 'EPIPE' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '连接之前 send：EPIPE', en: 'send before connect: EPIPE' },
      fact: { fact: 'fails', program: 'client', call: 'send', nth: 1, errno: 'EPIPE' },
    },
    {
      text: { zh: '连接之前 recv：ENOTCONN', en: 'recv before connect: ENOTCONN' },
      fact: { fact: 'fails', program: 'client', call: 'recv', nth: 1, errno: 'ENOTCONN' },
    },
    {
      text: {
        zh: 'connect 睡着等 SYN+ACK，期间状态是 SYN_SENT',
        en: 'connect slept until the SYN+ACK, in the state SYN_SENT',
      },
      fact: {
        fact: 'on-wire',
        of: {
          fact: 'all',
          of: [
            { fact: 'waits', program: 'client', call: 'connect' },
            { fact: 'state', host: 'client', is: 'SYN_SENT' },
            { fact: 'returns', program: 'client', call: 'connect' },
          ],
        },
      },
    },
    {
      text: {
        zh: '连接之后的 6 个字节到了；之前的 3 个没有',
        en: 'The 6 bytes sent afterwards arrived; the 3 from before did not',
      },
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 6, text: '现在' },
    },
  ],
  explanation: [
    {
      zh: '没有连接，就没有“对方”。`send` 立刻得到 `EPIPE`，`recv` 立刻得到 `ENOTCONN`：是自己的内核答的，网卡上没有任何动静。那 3 个字节没有排队，程序得自己再发。',
      en: 'Without a connection there is no “other side”. `send` gets `EPIPE` at once, `recv` gets `ENOTCONN`: the answer comes from the program’s own kernel, and the NIC stays silent. The 3 bytes are queued nowhere; the program has to send them again.',
    },
    {
      zh: '`connect` 才惊动网络：内核发出 SYN，进入 `SYN_SENT`，程序在 `connect` 里睡着。SYN+ACK 一到，它就返回，同时内核送出第三个报文段 ACK。',
      en: '`connect` is what reaches the network: the kernel sends a SYN and enters `SYN_SENT`, and the program sleeps in `connect`. It returns with the SYN+ACK, and the kernel sends the third segment, the ACK.',
    },
    {
      zh: '`try` / `except` 接住异常，程序才走得下去。不接住，程序在第一次 `send` 就结束了。',
      en: '`try` and `except` catch the exceptions, so that the program can go on. Without them it would end at its first `send`.',
    },
  ],
  variations: [
    {
      id: 'lose-syn-ack',
      title: { zh: '丢掉 SYN+ACK', en: 'Drop the SYN+ACK' },
      text: {
        zh: '线路丢掉服务端发出的一切，SYN+ACK 也在内。比较两边的状态：各自知道什么？约一秒后谁重传？',
        en: 'The wire loses all that the server sends, its SYN+ACK included. Compare the states: what does each side know? Who sends again after a second?',
      },
      wire: losingWire('toClient'),
      moves: [
        server(5),
        client(8),
        { type: 'wait', until: { fact: 'sent', from: 'server', what: 'SYN-ACK', atLeast: 2 } },
        { type: 'wire', settings: unhurriedWire() },
        { type: 'wait', until: { fact: 'returns', program: 'client', call: 'connect' } },
      ],
    },
  ],
};
