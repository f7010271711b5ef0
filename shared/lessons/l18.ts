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
import { attempt, bytes, method, name, operation, parameter, perform } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, deliver, server } from './moves.ts';

/** L18 shows that an end that closes with unread bytes resets the connection. */
export const l18: Lesson = {
  id: 'L18',
  title: { zh: '没读完就 close：RST', en: 'Close with unread bytes: a reset' },
  task: {
    zh: '客户端发 1500 字节；服务端只读 1024 个，回一句话就 close。看客户端先后得到什么。',
    en: 'The client sends 1500 bytes; the server reads 1024, replies and closes. See what the client gets, one after the other. The reply is Chinese: “Client, I have received your data”.',
  },
  myth: {
    zh: 'close 总是体面地说再见。',
    en: 'close is always a polite goodbye.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        perform(method(name('s'), 'send', operation(bytes('abc'), '*', parameter('times', 'count', 500)))),
        receive('s', 'data', 1024, 'first_size'),
        print(decoded('data')),
        attempt([receive('s', 'data', 1024, 'second_size')], 'ConnectionResetError', 'e', print(name('e'))),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn'),
        sendText('conn', 'reply', '客户端你的数据我收到了'),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2)],
  moves: [
    client(),
    { type: 'wait', until: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 1500 } },
    server(2),
    server(),
    client(2),
    client(),
    client(3),
  ],
  predictions: [
    {
      id: 'goodbye',
      before: 3,
      until: 3,
      question: {
        zh: '服务端的接收缓冲区里还有 476 字节没读。它现在 close，内核会发出什么？',
        en: '476 bytes are still unread in the server’s receive buffer. It closes now: what will its kernel send?',
      },
      options: [
        {
          text: { zh: 'FIN：正常告别', en: 'A FIN, as always' },
          because: {
            zh: 'FIN 会让对方以为一切正常。可是有些已经确认的字节，再也不会有人读。',
            en: 'The peer would think that all is well. It is not: bytes that were acknowledged will never be read.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'sent', from: 'server', what: 'FIN' },
              { fact: 'not', of: { fact: 'sent', from: 'server', what: 'RST' } },
            ],
          },
        },
        {
          text: { zh: 'RST：数据没有读完', en: 'An RST: not all was read' },
          because: {
            zh: '缓冲区里还有未读的字节就 close，Linux 用 RST 告诉对方（RFC 2525 §2.17）。',
            en: 'With unread bytes in the buffer Linux tells the peer by an RST (RFC 2525 §2.17).',
          },
          when: { fact: 'sent', from: 'server', what: 'RST' },
        },
        {
          text: { zh: '什么也不发，等读完', en: 'Nothing until they are read' },
          because: {
            zh: '套接字已经不属于任何程序，没有人会再来读。',
            en: 'The socket belongs to no program any more: nobody will come to read.',
          },
          when: {
            fact: 'not',
            of: {
              fact: 'any',
              of: [
                { fact: 'sent', from: 'server', what: 'FIN' },
                { fact: 'sent', from: 'server', what: 'RST' },
              ],
            },
          },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '476 字节没有人读', en: '476 bytes were left unread' },
      fact: { fact: 'unread', host: 'server', atLeast: 476 },
    },
    {
      text: { zh: '服务端的内核发出 RST', en: 'The server’s kernel sent an RST' },
      fact: { fact: 'sent', from: 'server', what: 'RST' },
    },
    {
      text: { zh: '客户端先读到 33 字节的回复', en: 'The client first read the 33 bytes of the reply' },
      fact: { fact: 'returns', program: 'client', call: 'recv', value: 33 },
    },
    {
      text: {
        zh: '接着 recv 抛出 ConnectionResetError（ECONNRESET）',
        en: 'The next recv raised ConnectionResetError (ECONNRESET)',
      },
      fact: { fact: 'fails', program: 'client', call: 'recv', nth: 2, errno: 'ECONNRESET' },
    },
  ],
  explanation: [
    {
      zh: 'ACK 只说字节到了对方*内核*，不说对方*程序*读过。接收缓冲区里还有字节就 close，内核就用 RST 说明：有些数据被丢掉了。',
      en: 'An ACK says that bytes have reached the other *kernel*, not that the other *program* reads them. When an end closes with bytes in its receive buffer, its kernel says by an RST that some were thrown away.',
    },
    {
      zh: 'RST 之前到达的回复还能读到；之后再 recv 就抛出异常。如果 RST 先到，连回复都可能读不到：网络上的先后不由你决定。',
      en: 'What arrived before the RST can still be read; the next recv raises. Had the RST come first, the reply might have been lost too: the network decides the order.',
    },
    {
      zh: "所以：close 之前先读到 `b''`，或者约定好消息的长度。",
      en: "So read up to `b''` before closing, or agree on the length of a message.",
    },
  ],
  variations: [
    {
      id: 'read-all',
      title: { zh: '全部读完再 close', en: 'Read it all before closing' },
      text: {
        zh: '让 recv 一次取 2048 个：close 会发出什么？客户端第二次 recv 得到什么？',
        en: 'Let recv take up to 2048: what does close send then, and what does the client’s second recv get?',
      },
      set: [{ program: 'server', parameter: 'recv_size', value: 2048 }],
    },
    {
      id: 'reset-first',
      title: { zh: '让 RST 先到', en: 'Deliver the RST first' },
      text: {
        zh: '线路改为由你递送：先递送 RST，再递送回复。客户端还能读到回复吗？',
        en: 'You are the wire: deliver the RST before the reply. Can the client still read the reply?',
      },
      moves: [
        server(5),
        client(2),
        deliver,
        client(),
        deliver,
        server(2),
        server(),
        { type: 'deliver', what: 'RST', from: 'server', times: 1 },
        client(),
      ],
      wire: plainWire('hold'),
    },
  ],
};
