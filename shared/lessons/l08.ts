import {
  acceptFrom,
  close,
  connectedClient,
  connectTo,
  listeningServer,
  openSocket,
  print,
  receive,
} from '../programs/phrases.ts';
import { attempt, name } from '../programs/build.ts';
import type { Program } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Fact } from './facts.ts';
import type { Lesson } from './lesson.ts';
import { server, step } from './moves.ts';

const CLIENTS = ['client', 'client2', 'client3', 'client4'] as const;
const connects: Program = { statements: [...connectedClient(), close('s')] };
const tellsItsFate: Program = {
  statements: [
    openSocket('s'),
    attempt([connectTo('s'), receive('s'), print(name('data'))], 'OSError', 'e', print(name('e'))),
    close('s'),
  ],
};

/** Returns the fact that so many of the clients' sockets are connected now. */
const established = (atLeast: number, atMost = atLeast): Fact => ({
  fact: 'sockets',
  host: 'client',
  is: 'ESTABLISHED',
  atLeast,
  atMost,
});

/**
 * L8 shows that the accept queue takes backlog + 1 connections, and that a SYN that finds it full is dropped
 * and sent again.
 */
export const l08: Lesson = {
  id: 'L8',
  title: { zh: 'backlog 满了会怎样', en: 'When the backlog is full' },
  task: {
    zh: '服务端 listen(1)，先不 accept。让四个客户端依次 connect，看谁连上了、谁在等。',
    en: 'The server calls listen(1) and does not accept yet. Four clients connect one after the other: see who gets in and who waits.',
  },
  myth: {
    zh: 'listen(n) 就是最多服务 n 个客户端。',
    en: 'listen(n) means that n clients at most can be served.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  steadySyn: true,
  needs: 'isolated',
  outside: ['clients', 'settings'],
  programs: {
    client: connects,
    client2: connects,
    client3: connects,
    client4: connects,
    server: {
      statements: [
        ...listeningServer(1),
        acceptFrom('srv', 'first'),
        acceptFrom('srv', 'second'),
        close('first'),
        close('second'),
        close('srv'),
      ],
    },
  },
  setup: [server(4)],
  moves: [
    ...CLIENTS.map((client) => step(client, 2)),
    server(),
    // Two SYNs that come together both find the one free place. The fourth client then believes that it is
    // connected as well.
    { type: 'wait', until: established(3, 4) },
    server(),
    { type: 'wait', until: established(4) },
  ],
  predictions: [
    {
      id: 'established',
      before: 0,
      until: 3,
      question: {
        zh: 'backlog 是 1，服务端不 accept。四个客户端都 connect 之后，有几个连上了（ESTABLISHED）？',
        en: 'The backlog is 1 and nobody accepts. Once all four clients have called connect, how many are ESTABLISHED?',
      },
      options: [
        {
          text: { zh: '1 个', en: '1' },
          because: {
            zh: 'Linux 在队列长度超过 backlog 时才算满，所以能装 backlog + 1 个。',
            en: 'To Linux a queue is full when it is longer than the backlog, so it holds backlog + 1.',
          },
          when: established(0, 1),
        },
        {
          text: { zh: '2 个', en: '2' },
          because: {
            zh: '队列装 backlog + 1 个；后来的 SYN 被丢掉，connect 一直等。',
            en: 'The queue holds backlog + 1; later SYNs are dropped, and their connect waits.',
          },
          when: established(2),
        },
        {
          text: { zh: '4 个', en: '4' },
          because: {
            zh: '握手虽然不等 accept，但队列满了，内核就不再应答 SYN。',
            en: 'The handshake does not wait for accept, but with a full queue the kernel answers no more SYNs.',
          },
          when: established(3, 4),
        },
      ],
    },
  ],
  checks: [
    {
      text: {
        zh: 'accept 之前，队列里有 2 条连接：backlog + 1',
        en: 'Before accept, the queue held 2 connections: backlog + 1',
      },
      // On loopback, later, two processors may complete a handshake each at one instant. Both find the one free
      // place, because the kernel looks at the queue's length without a lock (tcp_v4_syn_recv_sock), and it holds 3.
      fact: { fact: 'queued', before: 'accept', atLeast: 2, atMost: 2 },
    },
    {
      text: {
        zh: '前两个客户端没有 accept 也连上了',
        en: 'The first two clients were connected without an accept',
      },
      fact: {
        fact: 'all',
        of: CLIENTS.slice(0, 2).map((program) => ({ fact: 'returns', program, call: 'connect' }) as const),
      },
    },
    {
      text: {
        zh: '后两个阻塞在 connect 中，它们的 SYN 发了不止一次',
        en: 'The other two slept in connect; their SYNs were sent more than once',
      },
      fact: {
        fact: 'all',
        of: [
          ...CLIENTS.slice(2).map((program) => ({ fact: 'waits', program, call: 'connect' }) as const),
          { fact: 'sent', from: 'client', what: 'SYN', atLeast: 5 },
        ],
      },
    },
    {
      text: { zh: 'accept 两次以后，四个都连上了', en: 'After two accepts all four are connected' },
      fact: established(4),
    },
  ],
  explanation: [
    {
      zh: '`backlog` 管的是*等候 accept 的队列*有多长，不是服务端一共能有多少客户端。取走一个，就空出一个位置。',
      en: 'The `backlog` bounds the *queue that waits for accept*, not the number of clients that a server can have. Each accept frees a place.',
    },
    {
      zh: 'Linux 的队列能装 `backlog + 1` 条连接。满了以后，新来的 SYN 被悄悄丢掉：不拒绝，也不应答。客户端停在 `SYN_SENT`，它的内核过一会儿再发，说不定那时就有位置了。',
      en: 'On Linux the queue holds `backlog + 1` connections. Once it is full, new SYNs are dropped in silence, neither refused nor answered. The client stays in `SYN_SENT` and its kernel tries again: by then there may be a place.',
    },
    {
      zh: '所以服务端要不停地 `accept`。L1 里的 128 对短暂的高峰足够了。',
      en: 'So a server has to keep accepting. The 128 of L1 is enough for a short rush.',
    },
  ],
  variations: [
    {
      id: 'backlog-0',
      title: { zh: 'backlog 设为 0', en: 'A backlog of 0' },
      text: {
        zh: 'backlog 为 0 时，还有客户端能连上吗？先猜有几个，再运行。',
        en: 'Can any client connect with a backlog of 0? Guess how many, then run it.',
      },
      set: [{ program: 'server', parameter: 'backlog', value: 0 }],
    },
    {
      id: 'close-the-listener',
      title: { zh: '只 accept 一个就关闭监听', en: 'Close the listener after one accept' },
      text: {
        zh: '已经 accept 的、排在队列里的、还在重传 SYN 的客户端，各会得到什么？',
        en: 'One client has been accepted, others are queued or still repeat their SYN. What does each of them get?',
      },
      programs: {
        client: tellsItsFate,
        client2: tellsItsFate,
        client3: tellsItsFate,
        client4: tellsItsFate,
        server: {
          statements: [...listeningServer(1), acceptFrom('srv', 'first'), close('srv'), close('first')],
        },
      },
    },
  ],
};
