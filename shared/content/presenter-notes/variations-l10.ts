import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'close-at-once': {
    begin: {
      say: {
        zh: '线路扣住。客户端发完会马上 `close`。',
        en: 'The wire is held. The client will call `close` right after its send.',
      },
      ask: {
        zh: '还没有送到就关了，那 6 个字节还到得了吗？',
        en: 'It closes before they have crossed. Will the 6 bytes still arrive?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      {
        say: {
          zh: 'SYN 扣在线路上，客户端阻塞在 `connect` 中。',
          en: 'The SYN is held, and the client is blocked in `connect`.',
        },
      },
      {
        say: {
          zh: '握手送完了，两边都是 `ESTABLISHED`。',
          en: 'The handshake is complete, and both sides are `ESTABLISHED`.',
        },
      },
      {
        say: {
          zh: '`send` 返回 6，接着 `close`，客户端的程序已经结束。',
          en: '`send` has returned 6, then came `close`, and the client’s program is over.',
        },
        point: {
          zh: '线路上的两张卡片：数据，和它后面的 FIN。发送缓冲区里还有 6 个字节。',
          en: 'Two cards on the wire: the data, and the FIN behind it. The 6 bytes are still in the send buffer.',
        },
        beware: {
          zh: '`close` 不会撤回已经交给内核的字节。',
          en: '`close` does not take back what the kernel has been given.',
        },
      },
      {
        say: {
          zh: '都送到了：6 个字节在服务端的接收缓冲区里，状态 `CLOSE_WAIT`。',
          en: 'All has crossed: 6 bytes are in the server’s receive buffer, and it is in `CLOSE_WAIT`.',
        },
      },
      {
        say: {
          zh: '服务端读到并打印了。发的那个程序早已不在。',
          en: 'The server has read and printed them, long after the program that sent them had ended.',
        },
      },
      {
        say: {
          zh: '服务端也关了，它的 FIN 扣在线路上。',
          en: 'The server has closed, too, and its FIN is held.',
        },
      },
      {
        say: {
          zh: 'FIN 和 ACK 都过去了，客户端那边是 `TIME_WAIT`。',
          en: 'The FIN and its ACK have crossed, and the client’s side is in `TIME_WAIT`.',
        },
      },
    ],
    end: {
      say: {
        zh: '程序结束了，内核还在替它把话说完。',
        en: 'A program may be over, and its kernel goes on delivering what it said.',
      },
    },
  },
};
