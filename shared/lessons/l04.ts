import {
  acceptFrom,
  close,
  connectedClient,
  connectTo,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import { attempt, bytes, method, name, perform } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, deliver, server } from './moves.ts';

const printError = print(name('e'));

/** L4 shows that a listening socket has no peer, so that it can neither receive nor send. */
export const l04: Lesson = {
  id: 'L4',
  title: { zh: '监听套接字不收发数据', en: 'A listening socket never carries data' },
  task: {
    zh: '客户端连上并发来 7 个字节。让服务端直接在监听套接字上 recv 和 send，看内核怎么回答。',
    en: 'The client connects and sends 7 bytes. Have the server recv and send on its listening socket, and see what the kernel says.',
  },
  myth: {
    zh: '服务端用 listen 的那个套接字收客户端的消息。',
    en: 'The server receives its clients’ messages on the socket that listens.',
  },
  wire: plainWire('hold'),
  timers: 'calm',
  programs: {
    client: {
      statements: [...connectedClient(), sendText('s', 'message', 'nihaoma'), close('s')],
    },
    server: {
      statements: [
        ...listeningServer(),
        attempt([receive('srv', 'data', 10, 'listener_size')], 'OSError', 'e', printError),
        attempt([perform(method(name('srv'), 'send', bytes('x')))], 'OSError', 'e', printError),
        acceptFrom('srv'),
        receive('conn'),
        print(decoded('data')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(4), client(2), deliver, client(), deliver],
  moves: [server(2), server(), server(2), server(), server(2), server()],
  predictions: [
    {
      id: 'listener-recv',
      before: 0,
      until: 0,
      question: {
        zh: '客户端的 7 个字节已经到了服务端的内核。srv.recv(10) 会怎样？',
        en: 'The client’s 7 bytes are in the server’s kernel. What will srv.recv(10) do?',
      },
      options: [
        {
          text: { zh: '得到这 7 个字节', en: 'It gets the 7 bytes' },
          because: {
            zh: '这些字节属于那条连接的套接字，它还在队列里等 accept。',
            en: 'They belong to the socket of the connection, which waits in the queue for accept.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv' },
        },
        {
          text: { zh: '阻塞，等数据来', en: 'It waits for data' },
          because: {
            zh: '等也没有用：没有对方，就永远不会有数据，所以内核马上报错。',
            en: 'Waiting would be in vain: with no peer no data can ever come, so the kernel says so at once.',
          },
          when: { fact: 'waiting', program: 'server', call: 'recv' },
        },
        {
          text: { zh: '抛出异常', en: 'It raises an exception' },
          because: {
            zh: '监听套接字没有对方：ENOTCONN（107），Transport endpoint is not connected。',
            en: 'A listening socket has no peer: ENOTCONN (107), Transport endpoint is not connected.',
          },
          when: { fact: 'fails', program: 'server', call: 'recv', errno: 'ENOTCONN' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '监听套接字上 recv：ENOTCONN', en: 'recv on the listening socket: ENOTCONN' },
      fact: { fact: 'fails', program: 'server', call: 'recv', nth: 1, errno: 'ENOTCONN' },
    },
    {
      text: { zh: '监听套接字上 send：EPIPE', en: 'send on the listening socket: EPIPE' },
      fact: { fact: 'fails', program: 'server', call: 'send', nth: 1, errno: 'EPIPE' },
    },
    {
      text: {
        zh: '两次失败都没有动那 7 个字节，它们一直在等',
        en: 'Neither failure touched the 7 bytes: they went on waiting',
      },
      fact: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 7 },
    },
    {
      text: {
        zh: 'accept 返回的套接字收到了 7 字节',
        en: 'The socket that accept returned received the 7 bytes',
      },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 7, text: 'nihaoma' },
    },
  ],
  explanation: [
    {
      zh: '`listen` 把套接字变成*被动的*：从此它只做一件事，收下新的连接，放进队列。它没有对方，所以 `recv` 得到 `ENOTCONN`，`send` 得到 `EPIPE`（没有接上的管道）。',
      en: '`listen` makes a socket *passive*: from then on it does one thing, taking new connections into its queue. It has no peer, so `recv` gets `ENOTCONN` and `send` gets `EPIPE`, a pipe that leads nowhere.',
    },
    {
      zh: '每条连接有自己的套接字和自己的两个缓冲区。`accept` 把它交给程序：和客户端说话，用 `conn`，不用 `srv`。',
      en: 'Each connection has a socket of its own, with two buffers of its own. `accept` hands it to the program: talk to a client on `conn`, not on `srv`.',
    },
  ],
  variations: [
    {
      id: 'listener-connects',
      title: { zh: '让监听套接字 connect', en: 'Have the listener connect' },
      text: {
        zh: '已经 listen 的套接字还能主动 connect 吗？看内核给出的错误。',
        en: 'Can a socket that listens still connect by itself? See which error the kernel gives.',
      },
      programs: {
        server: {
          statements: [
            ...listeningServer(),
            attempt([connectTo('srv')], 'OSError', 'e', printError),
            acceptFrom('srv'),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
