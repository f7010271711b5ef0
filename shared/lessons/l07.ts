import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  SERVER_PORT,
  sendText,
} from '../programs/phrases.ts';
import { method, name } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Fact } from './facts.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const acceptedPort = (range: { readonly atLeast?: number; readonly atMost?: number }): Fact => ({
  fact: 'local-port',
  program: 'server',
  call: 'accept',
  ...range,
});

/**
 * L7 shows that the kernels have connected before accept, which only hands over a socket, on the same port.
 */
export const l07: Lesson = {
  id: 'L7',
  title: { zh: 'accept 交出新套接字', en: 'accept hands over a new socket' },
  task: {
    zh: '服务端停在 accept 之前。客户端照样 connect 和 send，然后服务端再 accept 和 recv。',
    en: 'The server stops before accept. The client connects and sends all the same; only then does the server accept and receive.',
  },
  myth: {
    zh: '三次握手是 accept 做的，它还会给每个客户端开一个新端口。',
    en: 'accept does the handshake, and opens a new port for each client.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [...connectedClient(), sendText('s', 'message', 'hello, world!'), close('s')],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        print(method(name('conn'), 'getsockname')),
        print(name('addr')),
        receive('conn'),
        print(decoded('data')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(4), client()],
  moves: [
    client(),
    client(),
    { type: 'wait', until: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 13 } },
    server(),
    server(2),
    server(2),
  ],
  predictions: [
    {
      id: 'connect-before-accept',
      before: 0,
      until: 0,
      question: {
        zh: '服务端还没有调用 accept。客户端 connect 会怎样？',
        en: 'The server has not called accept. What will the client’s connect do?',
      },
      options: [
        {
          text: { zh: '阻塞，直到服务端 accept', en: 'It waits until the server accepts' },
          because: {
            zh: '握手在两个内核之间完成，不经过服务端程序。',
            en: 'The kernels shake hands between themselves, without the server’s program.',
          },
          when: { fact: 'waiting', program: 'client', call: 'connect' },
        },
        {
          text: { zh: '成功', en: 'It succeeds' },
          because: {
            zh: '监听套接字所在的内核自己应答 SYN，把建好的连接放进队列，等 accept 来取。',
            en: 'The listener’s kernel answers the SYN itself, and queues the completed connection for accept.',
          },
          when: { fact: 'returns', program: 'client', call: 'connect' },
        },
        {
          text: { zh: '被拒绝', en: 'It is refused' },
          because: {
            zh: '只有没有监听套接字时才会被拒绝；服务端已经 listen 了。',
            en: 'It would be refused if nobody listened; but the server does.',
          },
          when: { fact: 'fails', program: 'client', call: 'connect', errno: 'ECONNREFUSED' },
        },
      ],
    },
    {
      id: 'new-port',
      before: 3,
      until: 3,
      question: {
        zh: '服务端要 accept 了。它返回的新套接字，本地端口号是多少？',
        en: 'The server is about to accept. Which local port will the new socket have?',
      },
      options: [
        {
          text: { zh: '随机的新端口', en: 'A new one, at random' },
          because: {
            zh: '客户端的报文段都写着目的端口 8080，换了端口就对不上了。',
            en: 'The client’s segments all name port 8080; with another port they would not match.',
          },
          when: { fact: 'any', of: [acceptedPort({ atMost: 8079 }), acceptedPort({ atLeast: 8081 })] },
        },
        {
          text: { zh: '8080', en: '8080' },
          because: {
            zh: '新套接字和监听套接字同一个端口；内核靠四元组区分它们。',
            en: 'It shares the listener’s port; the kernel tells them apart by the four-tuple.',
          },
          when: acceptedPort({ atLeast: SERVER_PORT, atMost: SERVER_PORT }),
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: 'accept 之前，队列里有 1 条连接', en: 'Before accept, one connection was queued' },
      fact: { fact: 'queued', atLeast: 1, atMost: 1 },
    },
    {
      text: {
        zh: 'accept 之前，13 个字节已经在服务端内核里',
        en: 'Before accept, 13 bytes waited in the server’s kernel',
      },
      fact: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 13 },
    },
    {
      text: { zh: 'accept 没有等待就返回了', en: 'accept returned without waiting' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'server', call: 'accept' },
          { fact: 'not', of: { fact: 'waits', program: 'server', call: 'accept' } },
        ],
      },
    },
    {
      text: {
        zh: '新套接字也在 8080 端口，从它收到了 13 字节',
        en: 'The new socket is on port 8080 too, and gave the 13 bytes',
      },
      fact: {
        fact: 'all',
        of: [
          acceptedPort({ atLeast: SERVER_PORT, atMost: SERVER_PORT }),
          { fact: 'returns', program: 'server', call: 'recv', value: 13 },
        ],
      },
    },
  ],
  explanation: [
    {
      zh: '握手由*两个内核*完成。建好的连接放进监听套接字的队列，它已经有套接字和缓冲区，能收数据；`accept` 只是取走队首，给它一个文件描述符。队列空着时，`accept` 才阻塞。',
      en: 'The *two kernels* do the handshake. The completed connection joins the listener’s queue; it already has its socket and buffers, and takes data. `accept` only takes the first of the queue and gives it a file descriptor. It waits only while the queue is empty.',
    },
    {
      zh: '新套接字没有新端口。一条连接由*四元组*确定：本地地址、本地端口、对方地址、对方端口。许多连接可以共用 8080。',
      en: 'The new socket has no new port. A connection is known by its *four-tuple*: local address and port, remote address and port. Many connections can share 8080.',
    },
    {
      zh: '`srv` 继续监听，`conn` 只和这一个客户端说话。关闭 `conn` 就是和它说完了，`srv` 不受影响。',
      en: '`srv` goes on listening, `conn` talks to this one client. Closing `conn` ends that conversation and leaves `srv` as it is.',
    },
  ],
  variations: [
    {
      id: 'close-the-listener',
      title: { zh: '先关监听套接字', en: 'Close the listener first' },
      text: {
        zh: '服务端 accept 之后马上关闭 srv。和这个客户端的对话还能继续吗？',
        en: 'The server closes srv right after accept. Does the conversation with this client go on?',
      },
      programs: {
        server: {
          statements: [
            ...listeningServer(),
            acceptFrom('srv'),
            close('srv'),
            receive('conn'),
            print(decoded('data')),
            close('conn'),
          ],
        },
      },
    },
  ],
};
