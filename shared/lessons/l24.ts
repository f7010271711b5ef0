import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import { define, literal, method, name, perform, thread, whileLoop } from '../programs/build.ts';
import type { Program } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { runOn, step } from './moves.ts';

const asks: Program = {
  statements: [...connectedClient(), sendText('s', 'message', 'hello'), receive('s'), close('s')],
};

const TEN = Array.from({ length: 10 }, (_, i) => (i === 0 ? 'client' : `client${i + 1}`));

/**
 * L24 shows the source lesson’s last server, in which main accepts and each client has a thread of its own.
 */
export const l24: Lesson = {
  id: 'L24',
  title: { zh: '多线程：每个客户端一个线程', en: 'A thread for each client' },
  task: {
    zh: '主线程只管 accept，每来一个客户端就启动一个线程。让三个客户端乱序说话，看谁在等谁。',
    en: 'The main thread only accepts and starts a thread for each client. Let three clients speak out of order: who waits for whom? The reply is Chinese: “Client, I have received your data”.',
  },
  myth: {
    zh: '收发数据的是主线程。',
    en: 'It is the main thread that handles the data.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  outside: ['clients', 'order'],
  programs: {
    client: asks,
    client2: asks,
    client3: asks,
    server: {
      statements: [
        define(
          'handle_client',
          ['conn'],
          receive('conn'),
          print(decoded('data')),
          sendText('conn', 'reply', '客户端你的数据我收到了'),
          close('conn'),
        ),
        ...listeningServer(),
        whileLoop(
          literal(true),
          acceptFrom('srv'),
          print(name('addr')),
          perform(method(thread('handle_client', [name('conn')]), 'start')),
        ),
      ],
    },
  },
  setup: [{ type: 'run-on', program: 'server' }, step('client'), step('client2'), step('client3')],
  moves: [
    step('client'),
    step('client2'),
    step('client3'),
    {
      type: 'wait',
      until: {
        fact: 'all',
        of: [1, 2, 3].map((nth) => ({ fact: 'waiting', program: 'server', call: 'recv', nth }) as const),
      },
    },
    { type: 'run-on', program: 'client3' },
    { type: 'wait', until: { fact: 'ended', program: 'client3' } },
    { type: 'run-on', program: 'client' },
    { type: 'run-on', program: 'client2' },
    {
      type: 'wait',
      until: {
        fact: 'all',
        of: [
          { fact: 'ended', program: 'client' },
          { fact: 'ended', program: 'client2' },
        ],
      },
    },
  ],
  predictions: [
    {
      id: 'where-is-main',
      before: 2,
      until: 3,
      question: {
        zh: '第三个客户端也要连上来，谁都还没有说话。等它连上，服务端的主线程会在做什么？',
        en: 'The third client is about to connect, and none has spoken yet. What will the server’s main thread be doing once it is connected?',
      },
      options: [
        {
          text: { zh: '在 recv 里等第一个客户端', en: 'Waiting in recv for the first client' },
          because: {
            zh: '在 recv 里等的是三个子线程，各等各的连接。',
            en: 'It is the three other threads that wait in recv, each on its own connection.',
          },
          when: { fact: 'waiting', program: 'server', thread: 'main', call: 'recv' },
        },
        {
          text: { zh: '又回到 accept，等下一个', en: 'Back in accept, for the next one' },
          because: {
            zh: '启动线程以后它马上回到循环开头：随时能接新客户端。',
            en: 'Having started a thread it goes back to the top of its loop: ready for a newcomer at any time.',
          },
          when: { fact: 'waiting', program: 'server', thread: 'main', call: 'accept', nth: 4 },
        },
        {
          text: { zh: '已经结束，剩下的交给线程', en: 'It has ended; the threads do the rest' },
          because: {
            zh: 'while True 不会结束，所以写在循环后面的 close() 永远执行不到。',
            en: 'while True never ends: a close() written behind the loop would never be reached.',
          },
          when: { fact: 'ended', program: 'server' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '三个线程各阻塞在自己的 recv 中', en: 'Three threads each slept in a recv of their own' },
      fact: {
        fact: 'all',
        of: [1, 2, 3].map((nth) => ({ fact: 'waits', program: 'server', call: 'recv', nth }) as const),
      },
    },
    {
      text: {
        zh: '最后来的客户端 3 最先得到回复：它没有等别人',
        en: 'Client 3, the last to come, was answered first: it waited for nobody',
      },
      fact: { fact: 'returns', program: 'client3', call: 'recv', value: 33 },
    },
    {
      text: { zh: '三个客户端都正常结束', en: 'All three clients ended well' },
      fact: {
        fact: 'all',
        of: (['client', 'client2', 'client3'] as const).map(
          (program) => ({ fact: 'ended', program, cause: 'finished' }) as const,
        ),
      },
    },
  ],
  explanation: [
    {
      zh: '`accept` 每次返回一个*新的*套接字；把它交给一个新线程，主线程就能继续 accept。谁慢，只有它自己的线程在等。',
      en: '`accept` returns a *new* socket each time; handed to a new thread it lets main accept again. A slow client keeps only its own thread waiting.',
    },
    {
      zh: '所有这些套接字在服务端用的是同一个端口 8080；内核靠四元组（两个地址、两个端口）区分它们。',
      en: 'At the server all of these sockets have the same port, 8080; the kernel tells them apart by the four-tuple of addresses and ports.',
    },
    {
      zh: '一个线程里的异常只结束这个线程，别的照常。',
      en: 'An exception in one thread ends that thread only; the others go on.',
    },
  ],
  variations: [
    {
      id: 'ten-clients',
      title: { zh: '十个客户端', en: 'Ten clients' },
      text: {
        zh: '十个客户端一起来：全部运行，看线程一条条出现又结束。',
        en: 'Ten clients at once: let all run, and watch the threads come and go.',
      },
      moves: [runOn('server'), ...TEN.map(runOn)],
      programs: Object.fromEntries(TEN.map((client) => [client, asks])),
    },
  ],
};
