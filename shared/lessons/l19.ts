import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
  receiveToEnd,
} from '../programs/phrases.ts';
import { attempt, constant, method, name, perform } from '../programs/build.ts';
import type { Statement } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, deliver, server } from './moves.ts';

const shutdownWrite: Statement = perform(method(name('s'), 'shutdown', constant('SHUT_WR')));

/** L19 shows that shutdown(SHUT_WR) ends one direction and the other goes on. */
export const l19: Lesson = {
  id: 'L19',
  title: { zh: '半关闭：只说完，还在听', en: 'Half-close: done talking, still listening' },
  task: {
    zh: '客户端发完就 shutdown(SHUT_WR)。服务端读到末尾再回复，看客户端还能不能收到。',
    en: 'The client sends, then calls shutdown(SHUT_WR). The server reads to the end and replies: can the client still receive?',
  },
  myth: {
    zh: 'FIN 一发，两个方向都关了。',
    en: 'A FIN closes both directions.',
  },
  wire: plainWire('hold'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        sendText('s', 'message', '1 2 3'),
        shutdownWrite,
        receive('s'),
        print(decoded('data')),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receiveToEnd('conn'),
        sendText('conn', 'reply', '6'),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2), deliver],
  moves: [
    client(2),
    deliver,
    { type: 'run', program: 'server' },
    client(),
    deliver,
    { type: 'run-on', program: 'client' },
    deliver,
  ],
  predictions: [
    {
      id: 'still-receives',
      before: 2,
      until: 5,
      question: {
        zh: '客户端的 FIN 已经送到。服务端现在发出回复，客户端还能 recv 到吗？',
        en: 'The client’s FIN has been delivered. The server replies now: can the client still receive?',
      },
      options: [
        {
          text: { zh: '不能：连接已经关闭', en: 'No: the connection is closed' },
          because: {
            zh: 'FIN 只关闭一个方向：客户端到服务端。反方向还开着。',
            en: 'A FIN closes one direction only, from client to server. The other is open.',
          },
          when: { fact: 'returns', program: 'client', call: 'recv', value: 0 },
        },
        {
          text: { zh: '能：另一个方向还开着', en: 'Yes: the other direction is open' },
          because: {
            zh: '客户端在 FIN_WAIT2：不再发，但照样收。',
            en: 'The client is in FIN_WAIT2: it sends no more, and still receives.',
          },
          when: { fact: 'returns', program: 'client', call: 'recv', value: 1 },
        },
        {
          text: { zh: '服务端的 send 会出错', en: 'The server’s send fails' },
          because: {
            zh: '服务端在 CLOSE_WAIT：对方不再发，自己还可以发。',
            en: 'The server is in CLOSE_WAIT: its peer sends no more, but it may.',
          },
          when: { fact: 'fails', program: 'server', call: 'send', errno: 'EPIPE' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '服务端的 recv 读到了末尾（0 字节）', en: 'The server’s recv read the end (0 bytes)' },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 0 },
    },
    {
      text: {
        zh: '客户端在 FIN_WAIT2，服务端在 CLOSE_WAIT',
        en: 'The client was in FIN_WAIT2, the server in CLOSE_WAIT',
      },
      // A kernel may put off its ACK of the FIN by 40 ms, and the client then leaves FIN_WAIT2 at once.
      fact: {
        fact: 'on-wire',
        of: {
          fact: 'all',
          of: [
            { fact: 'state', host: 'client', is: 'FIN_WAIT2' },
            { fact: 'state', host: 'server', is: 'CLOSE_WAIT' },
          ],
        },
      },
    },
    {
      text: { zh: 'FIN 之后，客户端还收到了回复', en: 'After its FIN the client still received the reply' },
      fact: { fact: 'returns', program: 'client', call: 'recv', value: 1, text: '6' },
    },
  ],
  explanation: [
    {
      zh: '一条 TCP 连接是*两条*字节流，各有自己的末尾。`shutdown(SHUT_WR)` 只在自己发出的那条流后面放上 FIN；收的那条照旧。',
      en: 'A TCP connection is *two* streams, each with an end of its own. `shutdown(SHUT_WR)` puts a FIN behind the one you send; the one you receive goes on.',
    },
    {
      zh: "这样服务端不用事先知道有多少数据：一直读到 `b''`，再回复。`close` 则是放弃整个套接字，自己也不能再读。",
      en: "So a server need not know how much will come: it reads until `b''` and then replies. `close` gives up the whole socket: afterwards you cannot read either.",
    },
  ],
  variations: [
    {
      id: 'send-after-shutdown',
      title: { zh: 'shutdown 以后再 send', en: 'Send after shutdown' },
      text: {
        zh: '说完了又想补一句：send 会怎样？报文段会出现吗？',
        en: 'One more word after the last: what does send do? Does a segment leave?',
      },
      programs: {
        client: {
          statements: [
            ...connectedClient(),
            sendText('s', 'message', '1 2 3'),
            shutdownWrite,
            attempt([sendText('s', 'late', '4')], 'OSError', 'e', print(name('e'))),
            receive('s'),
            close('s'),
          ],
        },
      },
    },
  ],
};
