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
import { losingWire, plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, holdWire, server, type WalkthroughMove } from './moves.ts';

const CONNECTED: readonly WalkthroughMove[] = [server(5), client(2), server()];

/** L22 shows that the kernel sends lost bytes again, and that the programs notice only the delay. */
export const l22: Lesson = {
  id: 'L22',
  title: { zh: '丢了，内核会重传', en: 'Lost? The kernel sends it again' },
  task: {
    zh: '让线路丢掉客户端发出的一切：谁再发、隔多久、程序知不知道？重传五次之后，让线路递送。',
    en: 'Let the wire lose all that the client sends: who sends it again, how long after, and does a program know? After the fifth time let it deliver. 丢不了 means “it cannot be lost”.',
  },
  myth: {
    zh: '网络丢了数据，程序就得自己重发。',
    en: 'If the network loses data, the program has to send it again.',
  },
  // The kernel's own timers would lay copies on a card that a hand holds, while one reads. So the wire loses by itself.
  wire: plainWire('auto'),
  timers: 'kernel',
  needs: 'wire',
  outside: ['wire'],
  programs: {
    client: { statements: [...connectedClient(), sendText('s', 'message', '丢不了'), close('s')] },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn'),
        print(decoded('data')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: CONNECTED,
  moves: [
    { type: 'wire', settings: losingWire('toServer') },
    client(),
    { type: 'wait', until: { fact: 'sent', from: 'client', what: 'data', copies: true, atLeast: 5 } },
    { type: 'wire', settings: plainWire('auto') },
    { type: 'wait', until: { fact: 'returns', program: 'server', call: 'recv' } },
  ],
  predictions: [
    {
      id: 'after-loss',
      before: 0,
      until: 4,
      question: {
        zh: '客户端就要 send，而线路会把它的报文段一次次丢掉。客户端的程序会看到什么？',
        en: 'The client is about to send, and the wire will lose its segment again and again. What will the client’s program see?',
      },
      options: [
        {
          text: { zh: 'send 抛出异常', en: 'send raises' },
          because: {
            zh: 'send 早就返回了。连续失败很多次（Linux 上约 15 分钟）之后，下一次调用才会得到 ETIMEDOUT。',
            en: 'send has long returned. Only after very many failures (about 15 minutes on Linux) does a later call get ETIMEDOUT.',
          },
          when: { fact: 'raises', program: 'client', exception: 'TimeoutError' },
        },
        {
          text: { zh: '要自己再 send 一次', en: 'It has to send once more' },
          because: {
            zh: '字节还在发送缓冲区里，内核自己重传；程序再发一次，对方就收到两遍。',
            en: 'The bytes are still in the send buffer and the kernel repeats them; sent again by the program they would arrive twice.',
          },
          when: { fact: 'returns', program: 'client', call: 'send', nth: 2 },
        },
        {
          text: { zh: '什么也看不到，只是晚一些', en: 'Nothing, it only takes longer' },
          because: {
            zh: '没有被确认的字节留在发送缓冲区里，定时器一到就重传，间隔每次加倍。',
            en: 'What is not acknowledged stays in the send buffer and is sent again when the timer fires, each time after twice as long.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', value: 9 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '线路丢了五次以上', en: 'The wire lost it five times or more' },
      fact: { fact: 'dropped', from: 'client', what: 'data', atLeast: 5 },
    },
    {
      text: { zh: '内核重传了五次以上', en: 'The kernel sent it again five times or more' },
      fact: { fact: 'sent', from: 'client', what: 'data', copies: true, atLeast: 5 },
    },
    {
      text: { zh: '客户端只调用了一次 send', en: 'The client called send once only' },
      fact: { fact: 'not', of: { fact: 'returns', program: 'client', call: 'send', nth: 2 } },
    },
    {
      text: { zh: '服务端完整收到“丢不了”', en: 'The server received the whole message' },
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 9, text: '丢不了' },
    },
  ],
  explanation: [
    {
      zh: '报文段只是一份*副本*。字节留在发送缓冲区里，直到被确认；重传定时器（RTO）到了，内核就再发一份。',
      en: 'A segment is a *copy*. The bytes stay in the send buffer until they are acknowledged; when the retransmission timer (RTO) fires, the kernel sends another.',
    },
    {
      zh: '每失败一次，等待加倍（RFC 6298 §5.5）：比一比时序图上的时间。只有第一份副本不算，它是尾部丢失探测（RFC 8985 §7）。越是拥塞，越要少发。',
      en: 'Each failure doubles the wait (RFC 6298 §5.5): compare the times in the sequence. Only the first copy does not count: it probes whether the tail was lost (RFC 8985 §7). The more the network loses, the less is sent.',
    },
    {
      zh: '程序看到的只有*延迟*：`send` 早就返回了，`recv` 只是阻塞得久一些。TCP 的“可靠”就是这样来的，代价是时间：线路丢得越久，恢复之后也要等得越久。',
      en: 'All a program sees is *delay*: `send` has long returned, and `recv` is blocked for longer. That is how TCP is reliable, and time is the price: the longer the wire loses, the longer the wait once it delivers again.',
    },
  ],
  variations: [
    {
      id: 'by-hand',
      title: { zh: '自己动手丢', en: 'Drop it by hand' },
      text: {
        zh: '扣住线路，把客户端的报文段丢五次再递送：你只看不动时，卡片上会叠上几份副本？',
        en: 'Hold the wire, drop the client’s segment five times, then deliver it. How many copies come to lie on its card while you only look?',
      },
      setup: [...CONNECTED, holdWire],
      moves: [
        client(),
        { type: 'drop', what: 'data', from: 'client', times: 5 },
        { type: 'deliver', what: 'data', from: 'client', times: 1 },
      ],
    },
    {
      id: 'drop-the-ack',
      title: { zh: '改为丢掉 ACK', en: 'Drop the ACK instead' },
      text: {
        zh: '数据放行，让线路丢掉服务端的 ACK：客户端的内核会再发，服务端会读到两遍吗？',
        en: 'Let the data pass and the wire lose the server’s ACK: the client’s kernel sends again. Does the server read the data twice?',
      },
      setup: CONNECTED,
      moves: [
        { type: 'wire', settings: losingWire('toClient') },
        client(),
        { type: 'wait', until: { fact: 'sent', from: 'client', what: 'data', copies: true, atLeast: 2 } },
        { type: 'wire', settings: plainWire('auto') },
        server(),
      ],
    },
  ],
};
