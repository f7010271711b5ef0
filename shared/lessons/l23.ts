import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import { literal, name, whileLoop } from '../programs/build.ts';
import type { Program } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { runOn, step, type WalkthroughMove } from './moves.ts';

const asks: Program = {
  statements: [...connectedClient(), sendText('s', 'message', 'hello'), receive('s'), close('s')],
};

/** Client 1 is accepted and silent. */
const setup: readonly WalkthroughMove[] = [
  runOn('server'),
  step('client', 2),
  { type: 'wait', until: { fact: 'waiting', program: 'server', call: 'recv' } },
];
const toItsEnd = (program: string): readonly WalkthroughMove[] => [
  runOn(program),
  { type: 'wait', until: { fact: 'ended', program } },
];

/**
 * L23 shows that one thread serves one client after the other, and that a waiting client is connected all the
 * same.
 */
export const l23: Lesson = {
  id: 'L23',
  title: { zh: '单线程：一个一个来', en: 'One thread: one at a time' },
  task: {
    zh: '客户端 1 连上以后不说话。客户端 2 接着连接、发送：它连得上吗？等得到回复吗？',
    en: 'Client 1 connects and stays silent. Client 2 connects and sends: does it get in, and does it get an answer (收到, “received”)?',
  },
  myth: {
    zh: '没有被 accept，就是没有连上。',
    en: 'Not accepted means not connected.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  outside: ['clients', 'order'],
  programs: {
    client: asks,
    client2: asks,
    server: {
      statements: [
        ...listeningServer(),
        whileLoop(
          literal(true),
          acceptFrom('srv'),
          print(name('addr')),
          receive('conn'),
          sendText('conn', 'reply', '收到'),
          close('conn'),
        ),
      ],
    },
  },
  setup,
  moves: [step('client2', 3), step('client2'), ...toItsEnd('client'), ...toItsEnd('client2')],
  predictions: [
    {
      id: 'second-client',
      before: 0,
      until: 1,
      question: {
        zh: '服务端唯一的线程正在等客户端 1 说话。客户端 2 现在连接并发送，会怎样？',
        en: 'The server’s only thread waits for client 1 to speak. Client 2 connects and sends now: what will happen?',
      },
      options: [
        {
          text: { zh: '连接被拒绝', en: 'It is refused' },
          because: {
            zh: '端口在监听，内核照样握手；没有人 accept，连接就排在队列里。',
            en: 'The port listens, so the kernel shakes hands; unaccepted, the connection waits in the queue.',
          },
          when: { fact: 'fails', program: 'client2', call: 'connect', errno: 'ECONNREFUSED' },
        },
        {
          text: { zh: '连上了，但没有回复', en: 'Connected, but without an answer' },
          because: {
            zh: '它的字节已经在服务端的内核里等着，只是还没有线程来读。',
            en: 'Its bytes wait in the server’s kernel already; only no thread comes to read them.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'returns', program: 'client2', call: 'connect' },
              { fact: 'returns', program: 'client2', call: 'send' },
              { fact: 'waiting', program: 'client2', call: 'recv' },
            ],
          },
        },
        {
          text: { zh: '马上得到回复', en: 'It is answered at once' },
          because: {
            zh: '线程阻塞在客户端 1 的 recv 中，做不了别的事。',
            en: 'The thread sleeps in the recv for client 1 and can do nothing else.',
          },
          when: { fact: 'returns', program: 'client2', call: 'recv' },
        },
      ],
    },
  ],
  checks: [
    {
      text: {
        zh: '客户端 2 的连接在全连接队列里等过',
        en: 'Client 2’s connection waited in the accept queue',
      },
      fact: { fact: 'queued', atLeast: 1 },
    },
    {
      text: { zh: '客户端 2 阻塞在 recv 中', en: 'Client 2 slept in recv' },
      fact: { fact: 'waits', program: 'client2', call: 'recv' },
    },
    {
      text: {
        zh: '客户端 1 说完以后，两个都得到了 6 字节的回复',
        en: 'Once client 1 had spoken, both got the answer of 6 bytes',
      },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'recv', value: 6 },
          { fact: 'returns', program: 'client2', call: 'recv', value: 6 },
        ],
      },
    },
  ],
  explanation: [
    {
      zh: '一个线程同一时刻只能阻塞在一个调用中。它等客户端 1，客户端 2 就得等它。',
      en: 'A thread can sleep in one call at a time. While it waits for client 1, client 2 waits for it.',
    },
    {
      zh: '但握手、接收、确认都是*内核*做的：客户端 2 已连接（ESTABLISHED），它发来的字节也已收下、确认，都在队列里的那个连接中等着。',
      en: 'Handshake, receiving and acknowledging are the *kernel’s* work: client 2 is connected (ESTABLISHED), and its bytes are received and acknowledged, inside the connection that waits in the queue.',
    },
    {
      zh: '要同时服务多个客户端，就让每个连接有自己的线程：下一课。',
      en: 'To serve several clients at once give each connection a thread of its own: the next lesson.',
    },
  ],
  variations: [
    {
      id: 'first-speaks',
      title: { zh: '让客户端 1 先说话', en: 'Let client 1 speak first' },
      text: {
        zh: '客户端 1 先发送，再运行客户端 2：还要等吗？',
        en: 'Client 1 sends before client 2 comes: does anybody wait now?',
      },
      setup,
      moves: [...toItsEnd('client'), ...toItsEnd('client2')],
    },
  ],
};
