import { client, deliver, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'small-recv': {
    way: [server(5), client(2), client(), server(), server()],
    begin: {
      say: { zh: '服务端这次是 `recv(3)`。', en: 'The server calls `recv(3)` this time.' },
      ask: {
        zh: '来了 7 个字节，`recv(3)` 返回几个？剩下的呢？',
        en: '7 bytes come. How many will `recv(3)` return, and what becomes of the rest?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '7 个字节在服务端的接收缓冲区里等着。',
          en: '7 bytes wait in the server’s receive buffer.',
        },
      },
      {
        say: {
          zh: '`recv` 返回了 3 个，另外 4 个还在缓冲区里。',
          en: '`recv` has returned 3, and the other 4 are still in the buffer.',
        },
        point: { zh: '服务端的接收缓冲区：4 个字节。', en: 'The server’s receive buffer: 4 bytes.' },
        beware: {
          zh: '没有取走的不会丢，下一次 `recv` 接着取。',
          en: 'What was not taken is not lost. The next `recv` goes on there.',
        },
      },
      {
        say: {
          zh: '打印的是 `nih`。程序不会再 `recv` 了。',
          en: 'It printed `nih`. The program has no other `recv`.',
        },
      },
    ],
    end: {
      say: {
        zh: '参数是上限，不是要等够的数目。',
        en: 'The argument is the most that it takes, and not what it waits for.',
      },
      ask: {
        zh: '服务端现在关闭，还有 4 个没有读，会发生什么？',
        en: 'The server closes next, with 4 bytes unread. What will happen?',
      },
    },
  },
  'data-first': {
    way: [client(), deliver, server()],
    begin: {
      say: {
        zh: '连好了，线路扣住。这次先有数据，再 `recv`。',
        en: 'Connected, with the wire held. This time the data comes before the `recv`.',
      },
      ask: { zh: '数据已经在了，`recv` 还会阻塞吗？', en: 'If the data is there already, will `recv` wait?' },
    },
    moves: [
      {
        say: {
          zh: '客户端发了 7 个字节，扣在线路上。',
          en: 'The client has sent 7 bytes, and they are held.',
        },
      },
      {
        say: {
          zh: '7 个字节到了服务端的接收缓冲区。没有线程在等它们。',
          en: 'The 7 bytes are in the server’s receive buffer. No thread waits for them.',
        },
      },
      {
        say: {
          zh: '`recv` 没有阻塞，取走了 7 个字节。',
          en: '`recv` was not blocked, and has taken the 7 bytes.',
        },
        beware: {
          zh: '阻不阻塞，看的是缓冲区空不空，不是函数本身。',
          en: 'Whether it waits depends on the buffer being empty, and not on the call as such.',
        },
      },
    ],
    end: {
      say: {
        zh: '会阻塞的调用，只在要的东西还没有来的时候才阻塞。',
        en: 'A blocking call waits only while what it needs is not there.',
      },
    },
  },
};
