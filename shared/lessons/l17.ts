import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import { attempt, name } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, deliver, server } from './moves.ts';

/** L17 shows that the end of the stream is read after all of its bytes, as b''. */
export const l17: Lesson = {
  id: 'L17',
  title: { zh: '对端关闭：recv 返回 0 字节', en: 'The peer closes: recv returns 0 bytes' },
  task: {
    zh: '客户端发出 abc 就 close。服务端连着 recv 两次，看两次各得到什么。',
    en: 'The client sends abc and closes. The server calls recv twice: see what each gets.',
  },
  myth: {
    zh: '返回 0 字节就是“现在还没有数据”。',
    en: '0 bytes means that there is no data yet.',
  },
  wire: plainWire('hold'),
  timers: 'calm',
  programs: {
    client: { statements: [...connectedClient(), sendText('s', 'message', 'abc'), close('s')] },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn', 'data', 1024, 'first_size'),
        print(name('data')),
        receive('conn', 'data', 1024, 'second_size'),
        print(name('data')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2), deliver],
  moves: [client(), client(), deliver, server(2), server(), server()],
  predictions: [
    {
      id: 'second-recv',
      before: 4,
      until: 4,
      question: {
        zh: 'abc 已经读走了，客户端早已 close。服务端再 recv 一次，会怎样？',
        en: 'abc has been read, and the client has closed. The server calls recv once more: what will happen?',
      },
      options: [
        {
          text: { zh: '一直阻塞：没有数据了', en: 'It blocks: there is no data' },
          because: {
            zh: '没有数据、流也没有结束时才会等。这里 FIN 已经到了，不会再有字节。',
            en: 'It waits only while more may come. Here the FIN has arrived: no more bytes will.',
          },
          when: { fact: 'waiting', program: 'server', call: 'recv', nth: 2 },
        },
        {
          text: { zh: "返回 b''", en: "It returns b''" },
          because: {
            zh: '0 字节就是“读到了末尾”：对方的 FIN 排在 abc 后面。',
            en: '0 bytes means the end of the stream: the peer’s FIN stands behind abc.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 0 },
        },
        {
          text: { zh: '抛出异常：连接断了', en: 'It raises: the connection is gone' },
          because: {
            zh: '正常关闭不是错误；收到 RST，recv 才抛出 ConnectionResetError。',
            en: 'An orderly close is no error; it is an RST that makes recv raise ConnectionResetError.',
          },
          when: { fact: 'fails', program: 'server', call: 'recv', errno: 'ECONNRESET', nth: 2 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '第一次 recv 先得到 abc', en: 'The first recv got abc' },
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 3, text: 'abc' },
    },
    {
      text: { zh: "第二次 recv 得到 b''", en: "The second recv got b''" },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 0 },
    },
    {
      text: {
        zh: '服务端的套接字经过了 CLOSE_WAIT',
        en: 'The server’s socket was in CLOSE_WAIT',
      },
      fact: { fact: 'state', host: 'server', is: 'CLOSE_WAIT' },
    },
  ],
  explanation: [
    {
      zh: '`close` 让内核在最后一个字节后面放上*流的末尾*，以 FIN 发出。前面的字节照样先送到、先读到。',
      en: '`close` makes the kernel put the *end of the stream* behind the last byte and send it as a FIN. The bytes before it still arrive and are read first.',
    },
    {
      zh: "读完所有字节以后，`recv` 返回 `b''`，而且以后每次都是。它的意思是“不会再有了”，不是“暂时没有”；暂时没有时，阻塞的 recv 会等。",
      en: "Once all bytes are read `recv` returns `b''`, now and ever after. It means “there will be no more”, not “nothing yet”: for that a blocking recv waits.",
    },
    {
      zh: '反过来也一样：服务端关闭，客户端的 recv 得到 0 字节。收到 RST 是另一回事，那会抛出异常（L18）。',
      en: 'The same holds the other way round: when the server closes, the client’s recv gets 0 bytes. An RST is another matter: that raises (L18).',
    },
  ],
  variations: [
    {
      id: 'send-twice',
      title: { zh: '对方关了还往里发', en: 'Send to one who has closed' },
      text: {
        zh: "服务端读到 b'' 以后还发两次，两次之间把线路上的都递送完。第一次成功吗？第二次呢？",
        en: "After b'' the server sends twice; deliver all there is in between. Does the first succeed? And the second?",
      },
      programs: {
        server: {
          statements: [
            ...listeningServer(),
            acceptFrom('srv'),
            receive('conn', 'data', 1024, 'first_size'),
            receive('conn', 'data', 1024, 'second_size'),
            sendText('conn', 'first', 'are you there?'),
            attempt([sendText('conn', 'second', 'hello?')], 'OSError', 'e', print(name('e'))),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
    {
      id: 'server-closes',
      title: { zh: '换服务端先关', en: 'The server closes first' },
      text: {
        zh: "服务端 accept 后马上 close。客户端的 recv 会得到 b'' 吗？",
        en: "The server closes right after accept. Does the client’s recv get b''?",
      },
      programs: {
        client: { statements: [...connectedClient(), receive('s'), print(name('data')), close('s')] },
        server: { statements: [...listeningServer(), acceptFrom('srv'), close('conn'), close('srv')] },
      },
      // The client sleeps in recv() when the FIN comes.
      moves: [server(5), client(2), deliver, client(), server(), deliver, client(2), deliver],
    },
    {
      id: 'recv-sleeps',
      title: { zh: 'recv 先阻塞，客户端再关', en: 'recv sleeps before the client closes' },
      text: {
        zh: '客户端什么都不发。服务端先 recv，阻塞在那里；然后客户端 close。是什么让 recv 返回？',
        en: 'The client sends nothing. The server calls recv and sleeps; then the client closes. What makes recv return?',
      },
      programs: {
        client: { statements: [...connectedClient(), close('s')] },
        server: {
          statements: [
            ...listeningServer(),
            acceptFrom('srv'),
            receive('conn'),
            print(name('data')),
            close('conn'),
            close('srv'),
          ],
        },
      },
      moves: [server(5), client(2), deliver, server(), client(), deliver, server(2), deliver],
    },
  ],
};
