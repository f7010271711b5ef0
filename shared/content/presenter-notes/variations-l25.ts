import { client, runOn, server } from '../../lessons/moves.ts';
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
    way: [
      server(7),
      client(6),
      { type: 'run-on', program: 'client', thread: 'Thread-1 (read)' },
      client(),
      runOn('server'),
      { type: 'wait', until: { fact: 'returns', program: 'client', call: 'recv', nth: 2 } },
    ],
    begin: {
      say: {
        zh: '客户端多了一个读线程，`sendall` 之前就启动。两边还是各发 1000000 个字节。',
        en: 'The client has a thread for reading, and starts it before its `sendall`. Both still send 1000000 bytes.',
      },
      ask: {
        zh: '有一个线程专门读，圈就解开了吗？看清楚：它里面有几次 `recv`？',
        en: 'A thread does nothing but read: is the circle gone? Look well: how many calls of `recv` has it?',
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
      },
      {
        say: {
          zh: '服务端也在发。读线程取走了一些，可是服务端又阻塞在 `sendall` 中。',
          en: 'The server sends, too. The reading thread took some of it, but the server is blocked in `sendall` again.',
        },
        point: {
          zh: '读线程：两次 `recv` 以后就结束了。',
          en: 'The reading thread: it ended after two calls of `recv`.',
        },
      },
      {
        say: {
          zh: '没有人读了，两边都阻塞在 `sendall` 中：圈又合上了。',
          en: 'Nobody reads any more, and both sides are blocked in `sendall`: the circle has closed again.',
        },
        beware: {
          zh: '有读线程还不够，对方发多久，它就得读多久。',
          en: 'To have a reading thread is not enough: it has to read for as long as the other side sends.',
        },
      },
    ],
    end: {
      say: {
        zh: '要解开圈，读线程里得有循环，一直读到结尾。',
        en: 'To undo the circle the thread needs a loop that reads to the end.',
      },
      ask: {
        zh: "请改 `read`，让它读到 `b''` 为止。服务端会走到哪一行？",
        en: "Change `read`, so that it reads until `b''`. To which line will the server come?",
      },
    },
  },
};
