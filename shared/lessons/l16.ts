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
import { assign, bytes, method, name, operation, parameter } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server, type WalkthroughMove } from './moves.ts';

/** The wait for the client's nth probe. */
const probe = (nth: number): WalkthroughMove => ({
  type: 'wait',
  until: { fact: 'probed', from: 'client', atLeast: nth },
});

/**
 * L16 shows that with a window of 0 the sender sends nothing but probes, and goes on when the window opens.
 */
export const l16: Lesson = {
  id: 'L16',
  title: { zh: '零窗口：收的一方喊停', en: 'Zero window: the receiver says stop' },
  task: {
    zh: '接着上一课：服务端不读，窗口降到 0。等一会儿，看发送方做什么；再 recv 一次。',
    en: 'As in the last lesson the server does not read, and the window falls to 0. Wait and see what the sender does; then recv.',
  },
  myth: {
    zh: '对方不收了，发送方要么一直猛发，要么放弃。',
    en: 'When the peer takes no more, the sender floods it or gives up.',
  },
  wire: plainWire('auto'),
  timers: 'kernel',
  outside: ['order', 'one-machine'],
  programs: {
    client: {
      statements: [
        openSocket('s'),
        setBuffer('s', 'SO_SNDBUF', 4096),
        connectTo('s'),
        assign(
          'sent',
          method(name('s'), 'send', operation(bytes('0123456789ab'), '*', parameter('times', 'count', 1000))),
        ),
        close('s'),
      ],
    },
    server: {
      statements: [
        openSocket('srv'),
        reuseAddress('srv'),
        setBuffer('srv', 'SO_RCVBUF', 2048),
        bindTo('srv'),
        listenOn('srv'),
        acceptFrom('srv'),
        receive('conn', 'data', 4096, 'first_size'),
        receiveToEnd('conn', 4096),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(6), client(3)],
  moves: [
    client(),
    { type: 'wait', until: { fact: 'waits', program: 'client', call: 'send' } },
    ...[1, 2, 3, 4].map(probe),
    server(),
    { type: 'run-on', program: 'server' },
    { type: 'wait', until: { fact: 'returns', program: 'client', call: 'send' } },
  ],
  predictions: [
    {
      id: 'window-0',
      before: 0,
      until: 3,
      question: {
        zh: '客户端要 send 12000 字节。服务端不读，窗口会降到 0。那以后客户端的内核会做什么？',
        en: 'The client is about to send 12000 bytes. The server does not read, and its window will fall to 0. What will the client’s kernel do then?',
      },
      options: [
        {
          text: { zh: '继续把数据发过去', en: 'Go on sending the data' },
          because: {
            zh: '超出窗口的字节对方不会留：发送方必须守着窗口。',
            en: 'Bytes beyond the window are not kept there: a sender has to respect it.',
          },
          when: { fact: 'sent', from: 'client', what: 'data', copies: true, atLeast: 5 },
        },
        {
          text: { zh: '断开连接', en: 'Break the connection' },
          because: {
            zh: '零窗口不是错误：只要对方还应答，连接可以一直等下去。',
            en: 'A window of 0 is no error: as long as the peer answers, the connection can wait for ever.',
          },
          when: {
            fact: 'any',
            of: [
              { fact: 'sent', what: 'RST' },
              { fact: 'sent', from: 'client', what: 'FIN' },
            ],
          },
        },
        {
          text: { zh: '隔一会儿探测一次', en: 'Probe now and then' },
          because: {
            zh: '零窗口探测：不带新数据的小报文段，间隔越来越长，免得错过“窗口又开了”的消息。',
            en: 'Zero-window probes: small segments without new data, ever further apart, so that the news of an open window is not missed.',
          },
          when: { fact: 'probed', from: 'client', atLeast: 2 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '服务端通告窗口为 0', en: 'The server advertised a window of 0' },
      fact: { fact: 'window-closed', from: 'server' },
    },
    {
      text: { zh: '客户端的内核至少探测了四次', en: 'The client’s kernel probed at least four times' },
      fact: { fact: 'probed', from: 'client', atLeast: 4 },
    },
    {
      text: { zh: '读过以后，send 返回了 12000', en: 'After reading, send returned 12000' },
      fact: { fact: 'returns', program: 'client', call: 'send', value: 12_000 },
    },
  ],
  explanation: [
    {
      zh: '每个 ACK 都带着*窗口*：我的接收缓冲区还能装多少字节。窗口为 0，发送方就停下。',
      en: 'Each ACK carries a *window*: how many more bytes my receive buffer can take. At 0 the sender stops.',
    },
    {
      zh: '窗口重新打开时，接收方会发一个“窗口更新”。万一它丢了，双方会永远互等，所以发送方要不时*探测*（persist 定时器，RFC 9293 §3.8.6.1）。窗口还是 0，下一次就等大约两倍的时间。',
      en: 'When the window opens again the receiver sends a window update. Should it be lost, both would wait for ever: so the sender *probes* now and then (the persist timer, RFC 9293 §3.8.6.1). While the window stays 0, each wait is about twice as long as the one before.',
    },
    {
      zh: '接收方不会为了几个字节就更新窗口，它要等空出像样的一块（糊涂窗口综合征，RFC 9293 §3.8.6.2）。',
      en: 'A receiver does not announce a few free bytes; it waits for a decent piece (silly window syndrome, RFC 9293 §3.8.6.2).',
    },
  ],
  variations: [
    {
      id: 'little-by-little',
      title: { zh: '每次只读 100 字节', en: 'Read 100 bytes at a time' },
      text: {
        zh: '第一次只 recv(100)：窗口更新会马上发出吗？',
        en: 'The first recv takes 100 bytes only: does the window update leave at once?',
      },
      set: [{ program: 'server', parameter: 'first_size', value: 100 }],
    },
  ],
};
