import { acceptFrom, close, connectedClient, listeningServer, receive } from '../programs/phrases.ts';
import { bytes, constant, forRange, literal, method, name, parameter, perform } from '../programs/build.ts';
import type { Expression, Statement } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Fact } from './facts.ts';
import type { Lesson } from './lesson.ts';
import { atFullSpeed, server } from './moves.ts';

const ROUNDS = 6;
const rounds = (): Expression => parameter('rounds', 'count', ROUNDS);
const send = (text: string): Statement => perform(method(name('s'), 'send', bytes(text)));
const recvOne = (to: string): Statement => receive('conn', to, 1, `${to}_size`);
const answers: Statement[] = [
  forRange(
    'i',
    rounds(),
    recvOne('head'),
    recvOne('body'),
    perform(method(name('conn'), 'send', bytes('ok'))),
  ),
  close('conn'),
  close('srv'),
];

/** Returns the fact that the recv() for the answer of this round took so many ms. */
const round = (nth: number, range: { atLeast?: number; atMost?: number }): Fact => ({
  fact: 'took',
  program: 'client',
  call: 'recv',
  nth,
  ...range,
});
const laterRounds = Array.from({ length: ROUNDS - 1 }, (_, i) => i + 2);

/** L21 shows that Nagle’s algorithm waits for an ACK that the other side delays. */
export const l21: Lesson = {
  id: 'L21',
  title: { zh: 'Nagle 遇上延迟确认', en: 'Nagle meets the delayed ACK' },
  task: {
    zh: '每一轮：客户端连着 send 两个小消息，再等回复，共六轮。全速运行，看每一轮用了多久。',
    en: 'In each round the client makes two small sends and waits for the answer. Six rounds at full speed: how long does each take?',
  },
  myth: {
    zh: '小消息总是马上发出去的。',
    en: 'Small messages always leave at once.',
  },
  wire: plainWire('auto'),
  timers: 'kernel',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        forRange('i', rounds(), send('h'), send('b'), receive('s', 'data', 2, 'answer_size')),
        close('s'),
      ],
    },
    server: { statements: [...listeningServer(), acceptFrom('srv'), ...answers] },
  },
  setup: [server(4), { type: 'run-on', program: 'server' }],
  moves: [
    { type: 'run-on', program: 'client' },
    {
      type: 'wait',
      until: {
        fact: 'all',
        of: [
          { fact: 'ended', program: 'client' },
          { fact: 'ended', program: 'server' },
        ],
      },
    },
  ],
  predictions: [
    {
      id: 'round',
      before: 0,
      until: 1,
      question: {
        zh: '两台主机之间没有延迟。从第二轮起，最慢的一轮要等多久才有回复？',
        en: 'There is no delay between the hosts. From the second round on, how long does the slowest answer take?',
      },
      options: [
        {
          text: { zh: '远不到 20 毫秒', en: 'Far less than 20 ms' },
          because: {
            zh: '第二个小消息没有马上走：Nagle 算法要等第一个被确认。',
            en: 'The second message did not leave at once: Nagle’s algorithm waits until the first is acknowledged.',
          },
          when: { fact: 'all', of: laterRounds.map((nth) => round(nth, { atMost: 20 })) },
        },
        {
          text: { zh: '大约 40 毫秒', en: 'About 40 ms' },
          because: {
            zh: '发送方等 ACK（Nagle），接收方等着捎带 ACK（延迟确认，Linux 上约 40 毫秒）：两个优化互相等。',
            en: 'The sender waits for an ACK (Nagle), the receiver waits to send it along with data (delayed ACK, about 40 ms on Linux): two optimisations wait for each other.',
          },
          when: {
            fact: 'all',
            of: [
              { fact: 'any', of: laterRounds.map((nth) => round(nth, { atLeast: 20 })) },
              {
                fact: 'not',
                of: { fact: 'any', of: laterRounds.map((nth) => round(nth, { atLeast: 180 })) },
              },
            ],
          },
        },
        {
          text: { zh: '200 毫秒以上', en: '200 ms and more' },
          because: {
            zh: '那是重传定时器的时间；这里没有丢任何报文段。',
            en: 'That would be the retransmission timer; nothing is lost here.',
          },
          when: { fact: 'any', of: laterRounds.map((nth) => round(nth, { atLeast: 180 })) },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '有的轮次等了 20 毫秒以上', en: 'Some rounds took more than 20 ms' },
      fact: { fact: 'any', of: laterRounds.map((nth) => round(nth, { atLeast: 20 })) },
    },
    {
      text: { zh: '没有一个报文段需要重传', en: 'No segment had to be sent again' },
      fact: { fact: 'sent', what: 'data', copies: true, atMost: 0 },
    },
    {
      text: { zh: '两个程序都正常结束', en: 'Both programs ended well' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'ended', program: 'client', cause: 'finished' },
          { fact: 'ended', program: 'server', cause: 'finished' },
        ],
      },
    },
  ],
  explanation: [
    {
      zh: '*Nagle 算法*（RFC 9293 §3.7.4）：还有未确认的数据时，小于一个 MSS 的数据先不发，攒一攒。',
      en: '*Nagle’s algorithm* (RFC 9293 §3.7.4): while data is unacknowledged, less than a full segment is held back and gathered.',
    },
    {
      zh: '*延迟确认*（RFC 9293 §3.8.6.3）：收到数据先不急着 ACK，也许马上有数据可以捎带。连接刚开始时 Linux 会立即确认，所以第一轮很快。',
      en: '*Delayed ACK* (RFC 9293 §3.8.6.3): an ACK waits a little, since data may soon go the same way. At the beginning of a connection Linux acknowledges at once, so the first round is fast.',
    },
    {
      zh: '“写、写、读”的程序正好让两者互相等。办法：一次 send 完整的消息，或者设置 `TCP_NODELAY` 关掉 Nagle。',
      en: 'A program that writes, writes and reads makes the two wait for each other. Remedies: send a whole message at once, or switch Nagle off with `TCP_NODELAY`.',
    },
  ],
  variations: [
    {
      id: 'nodelay',
      title: { zh: '设置 TCP_NODELAY', en: 'With TCP_NODELAY' },
      text: {
        zh: '关掉 Nagle，再全速运行：每一轮还要等吗？报文段多了几个？',
        en: 'Without Nagle run at full speed again: does any round still wait? How many more segments are there?',
      },
      moves: atFullSpeed,
      programs: {
        client: {
          statements: [
            ...connectedClient(),
            perform(
              method(
                name('s'),
                'setsockopt',
                constant('IPPROTO_TCP'),
                constant('TCP_NODELAY'),
                literal(true),
              ),
            ),
            forRange('i', rounds(), send('h'), send('b'), receive('s', 'data', 2, 'answer_size')),
            close('s'),
          ],
        },
      },
    },
    {
      id: 'one-send',
      title: { zh: '合成一次 sendall', en: 'One sendall' },
      text: {
        zh: '把两个小消息并成一次 sendall：Nagle 还开着，会慢吗？',
        en: 'Both messages in one sendall, Nagle still on: is it slow?',
      },
      moves: atFullSpeed,
      programs: {
        client: {
          statements: [
            ...connectedClient(),
            forRange(
              'i',
              rounds(),
              perform(method(name('s'), 'sendall', bytes('hb'))),
              receive('s', 'data', 2, 'answer_size'),
            ),
            close('s'),
          ],
        },
      },
    },
  ],
};
