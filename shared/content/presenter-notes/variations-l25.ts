import { client, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  smaller: {
    way: [server(7), client(4), server(), client(), client(), server()],
    begin: {
      say: {
        zh: '两边都先发后收，只是各发 1000 个字节。',
        en: 'Both still send before they read, but only 1000 bytes each.',
      },
      ask: { zh: '顺序一样，还会死锁吗？', en: 'The order is the same. Will there be a deadlock?' },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '服务端的 `sendall` 马上返回：1000 个字节都放得下。',
          en: 'The server’s `sendall` has returned at once: there is room for 1000 bytes.',
        },
      },
      {
        say: {
          zh: '客户端的也一样。两边的接收缓冲区里各有 1000 个。',
          en: 'So has the client’s. There are 1000 in each receive buffer.',
        },
        point: {
          zh: '两个接收缓冲区：两边都还没有读。',
          en: 'Both receive buffers: neither side has read yet.',
        },
      },
      { say: { zh: '客户端读到了 1000 个。', en: 'The client has read 1000.' } },
      {
        say: { zh: '服务端也读到了。没有人互相等待。', en: 'So has the server. Nobody waits for the other.' },
        beware: {
          zh: '没有死锁不等于程序对了：数据一大，又会出现。',
          en: 'That there is no deadlock does not make the programs right. With more data it comes back.',
        },
      },
    ],
    end: {
      say: {
        zh: '缓冲区把毛病遮住了，要多大才会露出来？',
        en: 'The buffers hide the fault. It shows once the data is larger than they are.',
      },
      ask: {
        zh: '把 1000 改成多少会再死锁？先猜再试。',
        en: 'How much more than 1000 brings the deadlock back? Guess first.',
      },
    },
  },
  'reader-thread': {
    begin: {
      say: {
        zh: '客户端多了一个读线程，`sendall` 之前就启动。两边还是各发一百万个字节，而且都读到结尾。',
        en: 'The client has a thread for reading, and starts it before its `sendall`. Both still send a million bytes, and both read to the end.',
      },
      ask: {
        zh: '服务端还是先发后读。有一个线程专门读，圈就解开了吗？',
        en: 'The server still sends before it reads. Is the circle gone where one thread does nothing but read?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      {
        say: {
          zh: '客户端连上了，读线程也启动了，还没有执行它的第一行。',
          en: 'The client is connected, and has started the reading thread, which has not run its first line yet.',
        },
      },
      {
        say: {
          zh: '读线程阻塞在 `recv` 中：还没有数据。',
          en: 'The reading thread is blocked in `recv`: there is no data yet.',
        },
      },
      {
        say: {
          zh: '主线程阻塞在 `sendall` 中，因为服务端没有读。',
          en: 'The main thread is blocked in `sendall`, because the server does not read.',
        },
        ask: {
          zh: '现在服务端也要 `sendall` 了。会一直等下去吗？',
          en: 'Now the server will call `sendall`, too. Will it wait for ever?',
        },
      },
      {
        say: {
          zh: '读线程一直在读，服务端的 `sendall` 就返回了，然后它读完了客户端的数据。现在它阻塞在 `recv` 中，等结尾。',
          en: 'The thread went on reading, so the server’s `sendall` returned. It then read the client’s bytes, and is blocked in `recv`: it waits for the end.',
        },
        point: {
          zh: '客户端的主线程：它的 `sendall` 也返回了。',
          en: 'The client’s main thread: its `sendall` has returned, too.',
        },
      },
      {
        say: {
          zh: "`shutdown` 把结尾告诉了服务端：它的 `recv` 返回 `b''`，它关闭以后，读线程的也一样。",
          en: "`shutdown` told the server of the end: its `recv` returned `b''`, and so did the reading thread’s once the server had closed.",
        },
        beware: {
          zh: '读一次还不够：对方发多久，读线程就得读多久。',
          en: 'To read once is not enough: the thread has to read for as long as the other side sends.',
        },
      },
    ],
    end: {
      say: {
        zh: '一个圈只要有一处断开就行：服务端的程序还是先发后读。',
        en: 'A circle needs to be opened in one place only: the server still sends before it reads.',
      },
      ask: {
        zh: '如果读线程只 `recv` 两次，然后就结束，会怎样？请改一改再运行。',
        en: 'What if the thread called `recv` only twice, and ended? Change it and run it again.',
      },
    },
  },
};
