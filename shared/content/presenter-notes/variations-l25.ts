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
};
