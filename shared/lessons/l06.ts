import {
  acceptFrom,
  bindTo,
  close,
  connectTo,
  listenOn,
  openSocket,
  print,
  reuseAddress,
} from '../programs/phrases.ts';
import { attempt, name } from '../programs/build.ts';
import { losingWire, unhurriedWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const SOCKETS = ['first', 'second', 'third'];

/**
 * L6 shows that an RST refuses within one round trip, and that an unanswered SYN is sent again each second.
 */
export const l06: Lesson = {
  id: 'L6',
  title: { zh: '拒绝与沉默是两回事', en: 'Refused is not the same as silent' },
  task: {
    zh: '三次 connect：8080 还没有人绑定；绑定了但没有 listen；SYN 在路上丢失。比较结果和时间。',
    en: 'The client calls connect three times: to a port that nobody has bound; to one that is bound, but not listening; and with the SYN lost on the way. Compare results and times.',
  },
  myth: {
    zh: '连不上就是服务器挂了，情况都一样。',
    en: 'If I cannot connect, the server is down: it is always the same.',
  },
  // A SYN that a hand holds is sent again while one reads. The wire loses those of the third connect by itself.
  wire: unhurriedWire(),
  timers: 'calm',
  steadySyn: true,
  needs: 'wire',
  outside: ['wire', 'order'],
  programs: {
    client: {
      statements: [
        ...SOCKETS.map((socket) => openSocket(socket)),
        attempt([connectTo('first')], 'OSError', 'e', print(name('e'))),
        attempt([connectTo('second')], 'OSError', 'e', print(name('e'))),
        connectTo('third'),
        ...SOCKETS.map((socket) => close(socket)),
      ],
    },
    server: {
      statements: [
        openSocket('srv'),
        reuseAddress('srv'),
        bindTo('srv'),
        listenOn('srv'),
        acceptFrom('srv'),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(2), client(3)],
  moves: [
    // The lines that raise take the `except` clause with them.
    client(2),
    client(),
    server(),
    client(2),
    client(),
    server(),
    { type: 'wire', settings: losingWire('toServer') },
    client(),
    { type: 'wait', until: { fact: 'sent', from: 'client', what: 'SYN', atLeast: 5 } },
    { type: 'wire', settings: unhurriedWire() },
    { type: 'wait', until: { fact: 'returns', program: 'client', call: 'connect', nth: 3 } },
  ],
  predictions: [
    {
      id: 'closed-port',
      before: 0,
      until: 0,
      question: {
        zh: '8080 端口还没有任何程序绑定。客户端 connect 会怎样？',
        en: 'No program has bound port 8080 yet. What will the client’s connect do?',
      },
      options: [
        {
          text: { zh: '一直等，直到有人来绑定', en: 'It waits until somebody binds it' },
          because: {
            zh: '那台主机的内核在，它不等谁来绑定，马上回答。',
            en: 'The kernel of that host is there. It waits for nobody, and answers at once.',
          },
          when: { fact: 'waiting', program: 'client', call: 'connect', nth: 1 },
        },
        {
          text: { zh: '失败：111，连接被拒绝', en: 'It fails: 111, connection refused' },
          because: {
            zh: 'SYN 找不到监听套接字，内核回一个 RST，connect 马上得到 ECONNREFUSED。',
            en: 'The SYN finds no listener, the kernel answers with an RST, and connect gets ECONNREFUSED at once.',
          },
          when: { fact: 'fails', program: 'client', call: 'connect', nth: 1, errno: 'ECONNREFUSED' },
        },
        {
          text: { zh: '成功：主机在，就能连上', en: 'It succeeds: the host is there' },
          because: {
            zh: '要连的不是主机，是它的一个端口；那里没有人。',
            en: 'It is not the host that one connects to, but a port of it, and nobody is there.',
          },
          when: { fact: 'returns', program: 'client', call: 'connect', nth: 1 },
        },
      ],
    },
    {
      id: 'bound-only',
      before: 3,
      until: 3,
      question: {
        zh: '现在服务端绑定了 8080 端口，但没有 listen。第二次 connect 会怎样？',
        en: 'Now the server has bound port 8080, but does not listen. What will the second connect do?',
      },
      options: [
        {
          text: { zh: '一直等，直到服务端 listen', en: 'It waits until the server listens' },
          because: {
            zh: '服务端的内核在，而且会回答：没有人在这个端口上监听。',
            en: 'The server’s kernel is there, and answers: nobody listens on this port.',
          },
          when: { fact: 'waiting', program: 'client', call: 'connect', nth: 2 },
        },
        {
          text: { zh: '失败，和刚才一样：111', en: 'It fails as before: 111' },
          because: {
            zh: '对 SYN 来说，绑定了却不监听，和没有人绑定是一回事：RST。',
            en: 'To a SYN a port that is bound without listening is like one that nobody bound: an RST.',
          },
          when: { fact: 'fails', program: 'client', call: 'connect', nth: 2, errno: 'ECONNREFUSED' },
        },
        {
          text: { zh: '成功：端口已经绑定了', en: 'It succeeds: the port is bound' },
          because: {
            zh: 'bind 只是占住端口；接受连接要靠 listen。',
            en: 'bind only takes the port; it is listen that accepts connections.',
          },
          when: { fact: 'returns', program: 'client', call: 'connect', nth: 2 },
        },
      ],
    },
    {
      id: 'lost-syn',
      before: 7,
      until: 8,
      question: {
        zh: '第三次 connect 的 SYN 会在路上丢掉，没有人回答。客户端会怎样？',
        en: 'The SYN of the third connect will be lost, and nobody answers. What will the client do?',
      },
      options: [
        {
          text: { zh: 'connect 马上报错', en: 'connect fails at once' },
          because: {
            zh: '沉默不是回答：内核分不清是丢了、慢了，还是没有人。',
            en: 'Silence is no answer: lost, slow or nobody there, the kernel cannot tell.',
          },
          when: { fact: 'fails', program: 'client', call: 'connect', nth: 3, errno: 'ECONNREFUSED' },
        },
        {
          text: { zh: '程序必须自己再 connect 一次', en: 'The program has to call connect again' },
          because: {
            zh: '重传由内核负责，程序只是阻塞在 connect 中。',
            en: 'Sending again is the kernel’s work; the program just sleeps in connect.',
          },
          when: { fact: 'sent', from: 'client', what: 'SYN', atMost: 3 },
        },
        {
          text: { zh: '内核过一会儿重传 SYN', en: 'The kernel sends the SYN again' },
          because: {
            zh: '约一秒没有回音，内核就重传同一个 SYN；程序一直睡着。',
            en: 'After about a second without an answer the kernel repeats the same SYN; the program sleeps on.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'sent', from: 'client', what: 'SYN', atLeast: 4 },
              { fact: 'waiting', program: 'client', call: 'connect', nth: 3 },
            ],
          },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '没有人绑定：RST，ECONNREFUSED', en: 'Nobody bound the port: an RST, ECONNREFUSED' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'sent', from: 'server', what: 'RST' },
          { fact: 'fails', program: 'client', call: 'connect', nth: 1, errno: 'ECONNREFUSED' },
        ],
      },
    },
    {
      text: { zh: '绑定了但没有监听：一样', en: 'Bound, but not listening: the same' },
      fact: { fact: 'fails', program: 'client', call: 'connect', nth: 2, errno: 'ECONNREFUSED' },
    },
    {
      text: {
        zh: 'SYN 在路上丢失，内核至少又发了两次',
        en: 'The SYN was lost on the way, and the kernel sent it again, at least twice',
      },
      fact: {
        fact: 'all',
        of: [
          { fact: 'dropped', from: 'client', what: 'SYN', atLeast: 2 },
          { fact: 'sent', from: 'client', what: 'SYN', atLeast: 5 },
        ],
      },
    },
    {
      text: {
        zh: '沉默的那次 connect 睡了一秒以上，然后成功',
        en: 'The connect that met silence slept for more than a second, then succeeded',
      },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'connect', nth: 3 },
          { fact: 'took', program: 'client', call: 'connect', nth: 3, atLeast: 1000 },
        ],
      },
    },
  ],
  explanation: [
    {
      zh: '*拒绝*是一个回答：对方的内核活着，但这个端口上没有监听套接字。它回 RST，`connect` 在一个来回之内得到 `ECONNREFUSED`（111）。没有 `bind` 的端口和绑定了却没有 `listen` 的端口，回答一样。',
      en: '*Refused* is an answer: the other kernel is alive, but nobody listens on this port. It sends an RST, and `connect` gets `ECONNREFUSED` (111) within one round trip. A port that is bound without `listen` answers as one that nobody bound.',
    },
    {
      zh: '*沉默*不是回答：报文段可能丢了，可能被防火墙扔了，也可能那台机器关着。内核一次次重传 SYN，`connect` 一直睡着；只要其中一个有了回音，它就成功。',
      en: '*Silence* is no answer: the segment may be lost, thrown away by a firewall, or the machine may be off. The kernel sends the SYN again and again while `connect` sleeps; one answer is enough for it to succeed.',
    },
    {
      zh: '本课的内核设成每秒重传一次。Linux 平时先是每秒一次，几次之后间隔逐次加倍，大约两分钟后放弃：`ETIMEDOUT`。',
      en: 'In this lesson the kernel is set to try each second. Usually Linux does so a few times, then doubles the pause each time, and gives up after about two minutes: `ETIMEDOUT`.',
    },
  ],
  variations: [
    {
      id: 'lose-the-refusal',
      title: { zh: '丢掉 RST', en: 'Drop the RST' },
      text: {
        zh: '这次服务端一直不 listen，而线路丢掉它发出的一切，RST 也在内：客户端看到的是拒绝还是沉默？',
        en: 'Here the server never listens, and the wire loses all that it sends, its RST included: is that refusal or silence to the client?',
      },
      wire: losingWire('toClient'),
      moves: [
        server(3),
        client(4),
        { type: 'wait', until: { fact: 'sent', from: 'client', what: 'SYN', atLeast: 2 } },
      ],
      programs: {
        server: { statements: [openSocket('srv'), reuseAddress('srv'), bindTo('srv')] },
      },
    },
  ],
};
