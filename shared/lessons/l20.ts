import {
  acceptFrom,
  bindTo,
  close,
  connectedClient,
  listenOn,
  openSocket,
  print,
  receive,
  reuseAddress,
} from '../programs/phrases.ts';
import { name } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

/** L20 shows that the end that closes first keeps the connection in TIME_WAIT, and the port with it. */
export const l20: Lesson = {
  id: 'L20',
  title: { zh: 'TIME_WAIT 与 SO_REUSEADDR', en: 'TIME_WAIT and SO_REUSEADDR' },
  task: {
    zh: '关掉端口复用。服务端先 close，然后马上再运行一次，看 bind 会怎样。',
    en: 'Without address reuse the server closes first; then run everything again at once and watch bind.',
  },
  myth: {
    zh: '程序一退出，端口就空出来了。',
    en: 'When a program exits, its port is free.',
  },
  wire: plainWire('auto'),
  timers: 'kernel',
  outside: ['again'],
  programs: {
    client: { statements: [...connectedClient(), receive('s'), print(name('data')), close('s')] },
    server: {
      statements: [
        openSocket('srv'),
        reuseAddress('srv', false),
        bindTo('srv'),
        listenOn('srv'),
        acceptFrom('srv'),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2)],
  moves: [
    server(2),
    client(3),
    {
      type: 'wait',
      until: { fact: 'sockets', host: 'server', is: 'TIME_WAIT', atLeast: 1 },
    },
    { type: 'again' },
    server(2),
    server(),
  ],
  predictions: [
    {
      id: 'bind-again',
      before: 5,
      until: 5,
      question: {
        zh: '上一次运行刚结束，没有程序在用 8080 了。服务端再 bind 8080，会怎样？',
        en: 'The last run has just ended, no program uses 8080. The server binds 8080 again: what will happen?',
      },
      options: [
        {
          text: { zh: '成功：端口没人用', en: 'It works: nobody uses the port' },
          because: {
            zh: '没有程序在用，但内核还留着 TIME_WAIT 里的那条连接，它占着 8080。',
            en: 'No program does, but the kernel keeps a connection in TIME_WAIT, and that holds 8080.',
          },
          when: { fact: 'returns', program: 'server', call: 'bind', nth: 2 },
        },
        {
          text: { zh: '失败：地址已被占用', en: 'It fails: address already in use' },
          because: {
            zh: '先关闭的一方要把连接留在 TIME_WAIT 里 60 秒，防备迟到的报文段。',
            en: 'The end that closes first keeps the connection in TIME_WAIT for 60 s, in case of stray segments.',
          },
          when: { fact: 'fails', program: 'server', call: 'bind', nth: 2, errno: 'EADDRINUSE' },
        },
        {
          text: { zh: '没有权限', en: 'It is not permitted' },
          because: {
            zh: '只有 1024 以下的端口才需要特权。',
            en: 'Only ports below 1024 need a privilege.',
          },
          when: { fact: 'fails', program: 'server', call: 'bind', nth: 2, errno: 'EACCES' },
        },
      ],
    },
  ],
  checks: [
    {
      text: {
        zh: '先关闭的服务端留在 TIME_WAIT',
        en: 'The server, which closed first, was left in TIME_WAIT',
      },
      fact: { fact: 'state', host: 'server', is: 'TIME_WAIT' },
    },
    {
      text: { zh: '第二次 bind 失败：EADDRINUSE', en: 'The second bind failed: EADDRINUSE' },
      fact: { fact: 'fails', program: 'server', call: 'bind', nth: 2, errno: 'EADDRINUSE' },
    },
  ],
  explanation: [
    {
      zh: '最后一个 ACK 可能会丢，对方就会重传 FIN；网络里也可能还有迟到的报文段。所以*先关闭的一方*要等一段时间（Linux 上 60 秒），这就是 `TIME_WAIT`。',
      en: 'The last ACK may be lost, and then the peer repeats its FIN; stray segments may still be about. So *the end that closed first* waits for a while, 60 s on Linux: `TIME_WAIT`.',
    },
    {
      zh: '`SO_REUSEADDR` 告诉内核：即使有 TIME_WAIT 占着，也允许 bind。在 Linux 上，*两次运行都要*设置，第二次才行。服务端程序几乎都设置它。',
      en: '`SO_REUSEADDR` lets bind succeed in spite of a connection in TIME_WAIT. On Linux the option must be set in *both* runs. Nearly every server sets it.',
    },
    {
      zh: '如果是客户端先关闭，TIME_WAIT 就在客户端，占的是它的临时端口，没有人在意。',
      en: 'If the client closes first, TIME_WAIT is on its side and holds an ephemeral port that nobody minds.',
    },
  ],
  variations: [
    {
      id: 'reuse',
      title: { zh: '打开 SO_REUSEADDR', en: 'With SO_REUSEADDR' },
      text: {
        zh: '选项打开，运行到底，再运行一次：第二次 bind 成功吗？',
        en: 'With the option set run it all, then once more: does the second bind succeed?',
      },
      set: [{ program: 'server', parameter: 'reuse_address', value: true }],
    },
    {
      id: 'second-run-only',
      title: { zh: '只在第二次运行打开', en: 'Set in the second run only' },
      text: {
        zh: '第一次不开，运行到底。再运行之前把服务端第 2 行的 False 改成 True：bind 成功吗？',
        en: 'Run it all without the option. Before the second run change False to True in the server’s line 2: does bind succeed?',
      },
      moves: [
        server(5),
        client(2),
        server(2),
        client(3),
        { type: 'wait', until: { fact: 'sockets', host: 'server', is: 'TIME_WAIT', atLeast: 1 } },
        { type: 'set', program: 'server', parameter: 'reuse_address', value: true },
        { type: 'again' },
        server(3),
      ],
    },
    {
      id: 'client-first',
      title: { zh: '客户端先关闭', en: 'The client closes first' },
      text: {
        zh: '换客户端先 close：TIME_WAIT 在哪一边？服务端能马上再运行吗？',
        en: 'Let the client close first: on which side is TIME_WAIT, and can the server run again at once?',
      },
      programs: {
        client: { statements: [...connectedClient(), close('s')] },
        server: {
          statements: [
            openSocket('srv'),
            reuseAddress('srv', false),
            bindTo('srv'),
            listenOn('srv'),
            acceptFrom('srv'),
            receive('conn'),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
