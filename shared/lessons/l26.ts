import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
} from '../programs/phrases.ts';
import { call, method, name, parameter, perform } from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, runOn, server } from './moves.ts';
import { FREE_LAB, FREE_RUN } from './free-lab.ts';

/**
 * In L26 the learner composes programs. They begin as an echo, which is short and has something to change in
 * each line.
 */
export const l26: Lesson = {
  id: FREE_LAB,
  title: { zh: '自己做实验', en: 'Your experiment' },
  task: {
    zh: '先看这个“回声”怎样运行，再改成你自己的实验：写出两个程序，写下你的预测，然后运行。',
    en: 'See how this echo runs; 世界 means “world”. Then make an experiment of your own: compose both programs, write down what you expect, and run.',
  },
  myth: {
    zh: '看懂了别人的例子，就等于自己会了。',
    en: 'To have understood an example is to be able to do it.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        perform(method(name('s'), 'sendall', method(parameter('message', 'text', 'hello, 世界'), 'encode'))),
        receive('s'),
        print(call('len', name('data')), decoded('data')),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn'),
        perform(method(name('conn'), 'sendall', name('data'))),
        close('conn'),
        close('srv'),
      ],
    },
  },
  moves: [server(5), client(2), client(), server(), server(), client(), runOn('client'), runOn('server')],
  predictions: [
    {
      id: 'echo',
      before: 3,
      until: 6,
      question: {
        zh: '“hello, 世界”有 9 个字符，服务端把收到的原样发回。客户端会打印哪个数？',
        en: 'hello, 世界 has 9 characters, and the server sends back what it gets. Which number will the client print?',
      },
      options: [
        {
          text: { zh: '9：有 9 个字符', en: '9, as it has 9 characters' },
          because: {
            zh: 'recv 给的是字节，不是字符；len 数的是字节。',
            en: 'recv gives bytes, not characters, and len counts those.',
          },
          when: { fact: 'prints', program: 'client', includes: '9 hello' },
        },
        {
          text: { zh: '13：有 13 个字节', en: '13, as it has 13 bytes' },
          because: {
            zh: '7 个 ASCII 字符各 1 个字节，两个汉字在 UTF-8 里各 3 个字节。',
            en: 'Seven ASCII characters take one byte each, the two Chinese ones three each in UTF-8.',
          },
          when: { fact: 'prints', program: 'client', includes: '13 hello' },
        },
        {
          text: { zh: '1024：recv 要的就是这么多', en: '1024, as recv asked for so many' },
          because: {
            zh: '1024 只是上限：有多少给多少。',
            en: '1024 is only the most that recv takes: it gives what is there.',
          },
          when: { fact: 'prints', program: 'client', includes: '1024 hello' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '服务端收到 13 个字节，又发回 13 个', en: 'The server got 13 bytes, and sent 13 back' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'server', call: 'recv', value: 13 },
          { fact: 'returns', program: 'client', call: 'recv', value: 13 },
        ],
      },
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
      zh: '好的实验*一次只改一处*：改一个数、一行的次序，或者线路的一项设置。这样，结果变了就知道是因为什么。',
      en: 'A good experiment *changes one thing at a time*: one number, the place of one line, one setting of the wire. Then you know what the new result comes from.',
    },
    {
      zh: '先写下预测，再运行。写清楚*看到什么就说明你错了*：猜错的地方，正是最值得看的地方。',
      en: 'Write your prediction before you run it, and say *what would prove you wrong*. Where a guess fails, there is most to see.',
    },
    {
      zh: '出错也是结果：没有连接就 `recv`，不 `listen` 就 `accept`，`close` 之后再 `send`。内核怎么回答，运行一次就知道。',
      en: 'An error is a result too: `recv` without a connection, `accept` without `listen`, `send` after `close`. Run it, and see what the kernel answers.',
    },
  ],
  variations: [
    {
      id: FREE_RUN,
      title: { zh: '自由实验', en: 'Free lab' },
      text: {
        zh: '这里什么都不问。运行这两个程序，改动它们，或者在菜单里写出你自己的。',
        en: 'Nothing is asked here. Run these two programs, change them, or compose your own from the menu.',
      },
    },
    {
      id: 'small-recv',
      title: { zh: '一次只取 4 个字节', en: 'Four bytes at a time' },
      text: {
        zh: '服务端 recv(4)。发回去的是什么？服务端关闭时，还有什么没有读？',
        en: 'The server calls recv(4). What comes back, and what is left unread when the server closes?',
      },
      set: [{ program: 'server', parameter: 'recv_size', value: 4 }],
    },
    {
      id: 'held',
      title: { zh: '扣住线路', en: 'With the wire held' },
      text: {
        zh: '同样的程序，由你递送每一个报文段：一共有几个？',
        en: 'The same programs, and you hand over each segment: how many are there?',
      },
      wire: plainWire('hold'),
    },
  ],
};
