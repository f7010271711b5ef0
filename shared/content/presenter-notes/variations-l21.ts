import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  nodelay: {
    begin: {
      say: {
        zh: '客户端打开了 `TCP_NODELAY`，别的都和原来一样。',
        en: 'The client sets `TCP_NODELAY`. All else is as before.',
      },
      ask: {
        zh: '每一轮还会等吗？报文段会多还是会少？',
        en: 'Will each round still wait? Will there be more segments, or fewer?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      {
        say: {
          zh: '六轮很快就走完了，两个程序都结束了。',
          en: 'The six rounds are over quickly, and both programs have ended.',
        },
        point: {
          zh: '时序图：`h` 和 `b` 各走各的报文段，不等 ACK。',
          en: 'The sequence: `h` and `b` go in segments of their own, and wait for no ACK.',
        },
      },
      {
        say: { zh: '没有一轮在等延迟确认。', en: 'No round has waited for a delayed ACK.' },
        beware: {
          zh: '更快的代价是更多的小报文段。',
          en: 'It is faster at the price of more small segments.',
        },
      },
    ],
    end: {
      say: {
        zh: 'Nagle 关掉以后，小数据马上发，不等前面的 ACK。',
        en: 'Without Nagle small data leaves at once, and does not wait for the ACK of what came before.',
      },
    },
  },
  'one-send': {
    begin: {
      say: {
        zh: '两个小消息合成一次 `sendall`，Nagle 还开着。',
        en: 'Both small messages go in one `sendall`, and Nagle is still on.',
      },
      ask: { zh: 'Nagle 没有关，会慢吗？', en: 'Nagle is on as before. Will it be slow?' },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      {
        say: {
          zh: '六轮很快就走完了，两个程序都结束了。',
          en: 'The six rounds are over quickly, and both programs have ended.',
        },
        point: {
          zh: '时序图：每一轮客户端只发一个数据报文段，2 个字节。',
          en: 'The sequence: one segment of data from the client in each round, with 2 bytes.',
        },
      },
      {
        say: {
          zh: '线路上没有未确认的数据，Nagle 就不用等。',
          en: 'With no data unacknowledged Nagle has nothing to wait for.',
        },
        beware: {
          zh: '病因不是 Nagle，是“写、写、读”的习惯。',
          en: 'The trouble is not Nagle as such, but the habit of “write, write, read”.',
        },
      },
    ],
    end: {
      say: { zh: '合成一次发，又快，报文段又少。', en: 'One send is faster, and takes fewer segments, too.' },
    },
  },
};
