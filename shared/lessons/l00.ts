import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  receive,
  sendText,
} from '../programs/phrases.ts';
import { assign, method, name, parameter } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, holdWire, server } from './moves.ts';

/** L0 is the opening scene. Two programs are connected, and it asks: send() has returned, so where are the bytes? */
export const l00: Lesson = {
  id: 'L0',
  title: { zh: '7 个字节在哪里？', en: 'Where are the 7 bytes?' },
  task: {
    zh: '两个程序已经连接好。让服务端等，让客户端发，再由你来递送：send 返回以后，那 7 个字节在哪里？',
    en: 'The two programs are connected. Let the server wait, let the client send, and carry the bytes yourself: where are the 7 bytes once send has returned?',
  },
  myth: {
    zh: 'send 返回了，对方的程序就拿到数据了。',
    en: 'When send has returned, the other program has the data.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        assign('sent', method(name('s'), 'send', method(parameter('first', 'text', 'nihaoma'), 'encode'))),
        sendText('s', 'second', 'wo'),
        sendText('s', 'third', 'henhao'),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn', 'first', 1024, 'first_size'),
        receive('conn', 'second', 1024, 'second_size'),
        receive('conn', 'last', 1024, 'last_size'),
      ],
    },
  },
  setup: [server(5), client(2), holdWire],
  moves: [
    server(),
    client(),
    { type: 'deliver', what: 'data', from: 'client', times: 1 },
    { type: 'deliver', what: 'ACK', from: 'server', times: 1 },
    { type: 'wire', settings: plainWire('auto') },
    client(),
    client(),
    { type: 'wait', until: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 8 } },
    server(),
    client(),
    server(),
  ],
  predictions: [
    {
      id: 'where',
      before: 1,
      until: 1,
      question: {
        zh: '客户端就要 send 7 个字节。send 返回 7 的那一刻，这 7 个字节在哪里？',
        en: 'The client is about to send 7 bytes. When send returns 7, where are these bytes?',
      },
      options: [
        {
          text: { zh: '在服务端程序的变量里', en: 'In a variable of the server’s program' },
          because: {
            zh: '服务端的 recv 还睡着：报文段还没有送到它的主机。',
            en: 'The server’s recv still sleeps: the segment has not reached its host.',
          },
          when: { fact: 'on-wire', of: { fact: 'returns', program: 'server', call: 'recv', value: 7 } },
        },
        {
          text: { zh: '在客户端自己的内核里', en: 'With the client’s own kernel' },
          because: {
            zh: 'send 只把字节复制进自己内核的发送缓冲区；一份副本已放上线路，等着送达。',
            en: 'send only copies them into the send buffer of its own kernel; a copy is on the wire and still has to arrive.',
          },
          when: {
            fact: 'on-wire',
            of: {
              fact: 'all',
              of: [
                { fact: 'returns', program: 'client', call: 'send', value: 7 },
                { fact: 'buffered', host: 'client', buffer: 'send', atLeast: 7 },
                { fact: 'buffered', host: 'server', buffer: 'receive', atMost: 0 },
              ],
            },
          },
        },
        {
          text: { zh: '在服务端内核的接收缓冲区里', en: 'In the receive buffer of the server’s kernel' },
          because: {
            zh: '那要等报文段送到服务端主机之后；send 不等这件事。',
            en: 'That is only so once the segment has arrived there, and send does not wait for it.',
          },
          when: { fact: 'on-wire', of: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 7 } },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: 'recv 睡着等，7 个字节把它唤醒', en: 'recv slept, and 7 bytes woke it' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'server', call: 'recv' },
          { fact: 'returns', program: 'server', call: 'recv', nth: 1, value: 7 },
        ],
      },
    },
    {
      text: {
        zh: 'send 返回时，字节还在自己的内核里',
        en: 'When send returned, the bytes were with its own kernel',
      },
      fact: { fact: 'on-wire', of: { fact: 'buffered', host: 'client', buffer: 'send', atLeast: 7 } },
    },
    {
      text: { zh: '两次 send，一次 recv 全部取走', en: 'Two sends came out of one recv' },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 8, text: 'wohenhao' },
    },
    {
      text: { zh: '对方 close 之后，recv 返回 0 字节', en: 'After the peer’s close, recv returned 0 bytes' },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 3, value: 0 },
    },
  ],
  explanation: [
    {
      zh: '每个程序只和*自己的内核*打交道。`recv` 看自己的接收缓冲区：空的，就睡着等。`send` 把字节复制进自己的发送缓冲区，就返回。',
      en: 'Each program deals with *its own kernel* only. `recv` looks into its own receive buffer, and sleeps while that is empty. `send` copies bytes into its own send buffer, and returns.',
    },
    {
      zh: '把字节送过去是两个内核的事。报文段到了，内核唤醒 `recv`；ACK 回来，发送缓冲区里的那一份才能扔掉。',
      en: 'Bringing the bytes across is the work of the two kernels. When the segment arrives, the kernel wakes `recv`; when the ACK comes back, the copy in the send buffer can go.',
    },
    {
      zh: "流里没有接缝：两次 `send` 的字节可以由一次 `recv` 一起取走。对方 `close` 之后，取完剩下的字节，`recv` 就返回 `b''`。",
      en: "A stream has no seams: one `recv` may take the bytes of two sends. After the peer’s `close`, and once all bytes are taken, `recv` returns `b''`.",
    },
    {
      zh: '那么，它们是怎样连上的？`accept` 交出来的是什么？L1 从头走一遍。',
      en: 'But how did they get connected, and what does `accept` hand over? L1 goes through it from the beginning.',
    },
  ],
  variations: [
    {
      id: 'lost',
      title: { zh: '丢掉它', en: 'Lose it' },
      text: {
        zh: '客户端 send 之后，丢弃线路上的报文段。send 会报错吗？再等一等：线路上又出现了什么？',
        en: 'After the client’s send, drop the segment on the wire. Does send fail? Wait a little: what appears on the wire again?',
      },
      timers: 'kernel',
    },
    {
      id: 'late',
      title: { zh: '先发后收', en: 'Send before recv' },
      text: {
        zh: '先让客户端 send 三次，把报文段都送到，服务端才 recv。字节在哪里等？',
        en: 'Have the client send three times and deliver the segments before the server calls recv. Where do the bytes wait?',
      },
    },
  ],
};
