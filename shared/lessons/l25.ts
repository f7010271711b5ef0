import {
  acceptFrom,
  bindTo,
  close,
  connectTo,
  listenOn,
  openSocket,
  receive,
  reuseAddress,
  setBuffer,
  receiveToEnd,
} from '../programs/phrases.ts';
import {
  bytes,
  constant,
  define,
  method,
  name,
  operation,
  parameter,
  perform,
  thread,
} from '../programs/build.ts';
import type { Statement } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, runOn, server } from './moves.ts';

const BUFFER = 16_384;
const sendMuch = (socket: string): Statement =>
  perform(
    method(
      name(socket),
      'sendall',
      operation(bytes('0123456789'), '*', parameter('times', 'count', 100_000)),
    ),
  );
const callers: Statement[] = [
  openSocket('s'),
  setBuffer('s', 'SO_SNDBUF', BUFFER),
  setBuffer('s', 'SO_RCVBUF', BUFFER),
  connectTo('s'),
];
const listeners: Statement[] = [
  openSocket('srv'),
  reuseAddress('srv'),
  setBuffer('srv', 'SO_SNDBUF', BUFFER),
  setBuffer('srv', 'SO_RCVBUF', BUFFER),
  bindTo('srv'),
  listenOn('srv'),
  acceptFrom('srv'),
];

/** L25 shows that two ends that both send before they read wait for each other for ever. */
export const l25: Lesson = {
  id: 'L25',
  title: { zh: '两边都在 sendall：死锁', en: 'Both in sendall: a deadlock' },
  task: {
    zh: '两边都先 sendall 一百万字节，然后才 recv。看四个缓冲区怎样都满了。',
    en: 'Both ends sendall a million bytes and only then recv. See how all four buffers fill up.',
  },
  myth: {
    zh: 'send 和 recv 不会让两个程序互相卡死。',
    en: 'send and recv cannot bring two programs to a standstill.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  outside: ['one-machine'],
  programs: {
    client: { statements: [...callers, sendMuch('s'), receive('s'), close('s')] },
    server: { statements: [...listeners, sendMuch('conn'), receive('conn'), close('conn'), close('srv')] },
  },
  setup: [
    { type: 'step', program: 'server', times: 7 },
    { type: 'step', program: 'client', times: 4 },
  ],
  moves: [
    { type: 'run-on', program: 'server' },
    { type: 'run-on', program: 'client' },
    {
      type: 'wait',
      until: {
        fact: 'any',
        of: [
          {
            fact: 'all',
            of: [
              { fact: 'waiting', program: 'client', call: 'send' },
              { fact: 'waiting', program: 'server', call: 'send' },
            ],
          },
          { fact: 'ended', program: 'client' },
        ],
      },
    },
  ],
  predictions: [
    {
      id: 'both-send',
      before: 0,
      until: 2,
      question: {
        zh: '两边都要先发完一百万字节才开始读。会怎样？',
        en: 'Both will read only after they have sent a million bytes. What will happen?',
      },
      options: [
        {
          text: { zh: '都能发完，再互相读', en: 'Both finish sending, then read' },
          because: {
            zh: '一百万字节装不进四个小缓冲区：没有人读，就没有空间。',
            en: 'A million bytes do not fit into the small buffers: where nobody reads, no room appears.',
          },
          when: { fact: 'ended', program: 'client', cause: 'finished' },
        },
        {
          text: { zh: '内核发现了，让其中一个出错', en: 'The kernel notices and makes one of them fail' },
          because: {
            zh: '内核不知道程序打算做什么；在它看来，两边都只是暂时没有空间。',
            en: 'The kernel does not know what the programs mean to do; to it both just lack room for now.',
          },
          when: {
            fact: 'any',
            of: [
              { fact: 'ended', program: 'client', cause: 'exception' },
              { fact: 'ended', program: 'server', cause: 'exception' },
            ],
          },
        },
        {
          text: { zh: '两边都永远停在 sendall 里', en: 'Both stay in sendall for ever' },
          because: {
            zh: '你等我读，我等你读：一个圈，谁也出不来。',
            en: 'You wait for me to read, I wait for you: a circle with no way out.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'waiting', program: 'client', call: 'send' },
              { fact: 'waiting', program: 'server', call: 'send' },
            ],
          },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '两个线程都阻塞在 send 中', en: 'Both threads sleep in send' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'waiting', program: 'client', call: 'send' },
          { fact: 'waiting', program: 'server', call: 'send' },
        ],
      },
    },
    {
      text: { zh: '谁也没有 recv 到任何东西', en: 'Neither has received anything' },
      fact: {
        fact: 'not',
        of: {
          fact: 'any',
          of: [
            { fact: 'returns', program: 'client', call: 'recv' },
            { fact: 'returns', program: 'server', call: 'recv' },
          ],
        },
      },
    },
  ],
  explanation: [
    {
      zh: '客户端的 send 等服务端的接收缓冲区有空间，那要服务端去 recv；服务端却也阻塞在 send 中，等客户端 recv。每个线程等的事，只有另一个线程能做：这就是*死锁*。',
      en: 'The client’s send waits for room in the server’s receive buffer, for which the server would have to recv; but the server sleeps in send too, waiting for the client to recv. Each waits for what only the other could do: a *deadlock*.',
    },
    {
      zh: '没有错误，没有超时，CPU 也不忙。只有看清“谁阻塞在哪个缓冲区上”，才找得到原因。',
      en: 'There is no error, no timeout, no load. Only by seeing who sleeps on which buffer is the cause found.',
    },
    {
      zh: '办法：约定一方先读；或者用一个线程专门读；或者一次不要发太多。',
      en: 'Remedies: agree that one end reads first; or read in a thread of its own; or send less before reading.',
    },
  ],
  variations: [
    {
      id: 'smaller',
      title: { zh: '消息小一些', en: 'A smaller message' },
      text: {
        zh: '两边都只发 1000 字节：装得下，就不会死锁。再试试 10000、100000。',
        en: 'With 1000 bytes each it all fits, and nothing stops. Try 10000 and 100000.',
      },
      set: [
        { program: 'client', parameter: 'times', value: 100 },
        { program: 'server', parameter: 'times', value: 100 },
      ],
    },
    {
      id: 'reader-thread',
      title: { zh: '专门用一个线程来读', en: 'A thread for reading' },
      text: {
        zh: "客户端先启动一个读线程，它一直读到 b''，然后主线程才 sendall。圈还在吗？",
        en: "The client first starts a thread that reads until b'', and then its main thread calls sendall. Is the circle still there?",
      },
      moves: [
        server(7),
        client(6),
        { type: 'run-on', program: 'client', thread: 'Thread-1 (read)' },
        client(),
        runOn('server'),
        runOn('client'),
      ],
      programs: {
        client: {
          statements: [
            define('read', ['s'], receiveToEnd('s', 65_536)),
            ...callers,
            perform(method(thread('read', [name('s')]), 'start')),
            sendMuch('s'),
            perform(method(name('s'), 'shutdown', constant('SHUT_WR'))),
          ],
        },
        server: {
          statements: [
            ...listeners,
            sendMuch('conn'),
            receiveToEnd('conn', 65_536),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
