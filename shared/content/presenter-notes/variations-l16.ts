import { client, runOn, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'little-by-little': {
    way: [server(6), client(3), client(), server(), runOn('server')],
    begin: {
      say: { zh: '服务端第一次只 `recv(100)`。', en: 'The server’s first call is `recv(100)`.' },
      ask: {
        zh: '缓冲区空出 100 个字节，窗口更新会马上发出吗？',
        en: '100 bytes come free. Will a window update leave at once?',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端阻塞在 `accept` 中，接收缓冲区很小。',
          en: 'The server is blocked in `accept`. Its receive buffer is small.',
        },
      },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '服务端不读，放不下了，客户端阻塞在 `send` 中。',
          en: 'The server does not read, there is no more room, and the client is blocked in `send`.',
        },
      },
      {
        say: {
          zh: '`recv` 取走了 100 个字节。客户端还阻塞在 `send` 中。',
          en: '`recv` has taken 100 bytes. The client is still blocked in `send`.',
        },
        point: {
          zh: '时序图：这一次读，没有引出窗口更新。',
          en: 'The sequence: this read brought about no window update.',
        },
        beware: {
          zh: '每空出一点就通告，会引来许多很小的报文段：这叫糊涂窗口综合征。',
          en: 'To tell of each bit of room would call for tiny segments: the silly window syndrome.',
        },
      },
      {
        say: {
          zh: '读得多了，窗口重新打开，数据一段段过来，`send` 也返回了。',
          en: 'Once more is read, the window opens, data comes segment by segment, and `send` has returned.',
        },
      },
    ],
    end: {
      say: {
        zh: '接收方攒够了空位才通告（RFC 9293 的 SWS 规则）。',
        en: 'A receiver tells of room only once there is enough of it (SWS avoidance in RFC 9293).',
      },
    },
  },
};
