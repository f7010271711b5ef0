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
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, deliver, holdWire, server } from './moves.ts';

/**
 * L11 shows that recv takes what its own kernel has, up to a maximum, and waits only while there is nothing.
 */
export const l11: Lesson = {
  id: 'L11',
  title: { zh: 'recv 读的是自己的内核', en: 'recv reads its own kernel' },
  task: {
    zh: '服务端先 recv(1024)，这时什么也没有。再递送 7 个字节，看它什么时候醒来。',
    en: 'The server calls recv(1024) while there is nothing. Then deliver 7 bytes, and see when it wakes.',
  },
  myth: {
    zh: 'recv(1024) 要等满 1024 个字节。',
    en: 'recv(1024) waits until there are 1024 bytes.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [...connectedClient(), sendText('s', 'message', 'nihaoma'), close('s')],
    },
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
  setup: [server(5), client(2), holdWire],
  moves: [server(), client(), deliver, server()],
  predictions: [
    {
      id: 'wakes',
      before: 1,
      until: 2,
      question: {
        zh: '服务端阻塞在 recv(1024) 中。客户端发来 7 个字节，连接不关。recv 什么时候返回？',
        en: 'The server sleeps in recv(1024). The client sends 7 bytes and keeps the connection open. When will recv return?',
      },
      options: [
        {
          text: { zh: '凑满 1024 个字节', en: 'When there are 1024 bytes' },
          because: {
            zh: '1024 是上限，不是要等的数量。',
            en: '1024 is a maximum, not an amount to wait for.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', value: 1024 },
        },
        {
          text: { zh: '一有字节到达', en: 'As soon as any bytes arrive' },
          because: {
            zh: '接收缓冲区里有了字节，内核就叫醒程序；recv 取走现有的，最多 1024 个。',
            en: 'Bytes in the receive buffer make the kernel wake the program; recv takes what is there, 1024 at most.',
          },
          when: { fact: 'returns', program: 'server', call: 'recv', value: 7 },
        },
        {
          text: { zh: '客户端关闭连接', en: 'When the client closes' },
          because: {
            zh: "关闭也会让 recv 返回（b''），但有数据时不用等到那时。",
            en: "Closing makes recv return too (b''), but with data it need not wait for that.",
          },
          when: { fact: 'waiting', program: 'server', call: 'recv' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '没有数据时，recv 睡着等', en: 'With no data, recv slept' },
      fact: { fact: 'waits', program: 'server', call: 'recv' },
    },
    {
      text: { zh: '7 个字节就叫醒了 recv(1024)', en: '7 bytes woke recv(1024)' },
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 7, text: 'nihaoma' },
    },
    {
      text: { zh: 'recv 只调用了一次', en: 'recv was called only once' },
      fact: { fact: 'not', of: { fact: 'returns', program: 'server', call: 'recv', nth: 2 } },
    },
  ],
  explanation: [
    {
      zh: '`recv` 不去网络上取东西。报文段到达时，内核把数据放进*接收缓冲区*；`recv` 从那里复制给程序。',
      en: '`recv` does not fetch from the network. When a segment arrives, the kernel puts its data into the *receive buffer*; `recv` copies from there to the program.',
    },
    {
      zh: '缓冲区空着，`recv` 就阻塞：线程睡着，不占 CPU，直到内核叫醒它。只要有一个字节，它就返回；参数 `1024` 只是*最多*取多少。',
      en: 'While the buffer is empty, `recv` blocks: the thread sleeps without using the CPU until the kernel wakes it. One byte is enough for it to return; the argument `1024` is only the *most* it takes.',
    },
    {
      zh: '所以返回的字节数每次都可能不同。程序要看的是返回了多少，不是请求了多少。',
      en: 'So each call may return a different number of bytes. What counts is how many came back, not how many were asked for.',
    },
  ],
  variations: [
    {
      id: 'small-recv',
      title: { zh: '一次最多取 3 个', en: 'At most 3 at a time' },
      text: {
        zh: '把 1024 改成 3。recv 返回几个字节？剩下的 4 个在哪里？',
        en: 'With 3 instead of 1024: how many bytes does recv return, and where are the other 4?',
      },
      set: [{ program: 'server', parameter: 'recv_size', value: 3 }],
    },
    {
      id: 'data-first',
      title: { zh: '数据先到', en: 'Data first' },
      text: {
        zh: '先让客户端 send，等字节到了服务端内核，再执行 recv。它还会睡吗？',
        en: 'Have the client send first, and call recv once the bytes are in the server’s kernel. Does it sleep now?',
      },
    },
  ],
};
