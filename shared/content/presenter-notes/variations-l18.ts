import { client, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'read-all': {
    way: [server(5), client(2), client(), server(2), server(), client(2), client(), client()],
    begin: {
      say: {
        zh: '服务端这次 `recv(2048)`，能全部读完。',
        en: 'The server calls `recv(2048)` this time, which is enough for all.',
      },
      ask: {
        zh: '没有剩下的，`close` 会发出什么：FIN 还是 RST？',
        en: 'With nothing left unread, what will `close` send: a FIN or a RST?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '1500 个字节到了服务端的接收缓冲区。',
          en: '1500 bytes are in the server’s receive buffer.',
        },
      },
      {
        say: {
          zh: '一次取走 1500 个，回复 33 个字节。',
          en: 'It has taken all 1500 at once, and sent a reply of 33 bytes.',
        },
        point: { zh: '服务端的接收缓冲区：空了。', en: 'The server’s receive buffer: it is empty.' },
      },
      {
        say: {
          zh: '`close` 发出的是 FIN。客户端：`CLOSE_WAIT`。',
          en: '`close` has sent a FIN. The client is in `CLOSE_WAIT`.',
        },
      },
      { say: { zh: '客户端读到了回复。', en: 'The client has read the reply.' } },
      {
        say: {
          zh: '第二次 `recv` 得到 0 个字节，没有异常。',
          en: 'The second `recv` has got 0 bytes. There is no exception.',
        },
        beware: {
          zh: '变的只有一个数，区别却是正常结束和连接重置。',
          en: 'Only one number is another, and it makes the difference between an orderly end and a reset.',
        },
      },
      {
        say: {
          zh: '客户端也关闭了，`TIME_WAIT` 在先关的服务端。',
          en: 'The client has closed, too. `TIME_WAIT` is with the server, which closed first.',
        },
      },
    ],
    end: {
      say: {
        zh: '关闭之前要读完，否则对方可能收到 RST。',
        en: 'Read all before closing. Otherwise the other side may be sent a RST.',
      },
    },
  },
  'reset-first': {
    begin: {
      say: {
        zh: '线路由你递送。服务端还是没有读完就关。',
        en: 'The wire is in your hand. The server closes without having read all, as in the lesson.',
      },
      ask: {
        zh: '先递送 RST，再递送回复，客户端还读得到回复吗？',
        en: 'Deliver the RST before the reply: can the client still read the reply?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: 'SYN 扣在线路上。', en: 'The SYN is held.' } },
      {
        say: {
          zh: '握手送完了，两边都是 `ESTABLISHED`。',
          en: 'The handshake is complete, and both sides are `ESTABLISHED`.',
        },
      },
      {
        say: {
          zh: '1500 个字节分成两个报文段，扣在线路上。',
          en: '1500 bytes, in two segments, are held on the wire.',
        },
      },
      { say: { zh: '都在服务端的接收缓冲区里了。', en: 'All are in the server’s receive buffer.' } },
      {
        say: {
          zh: '`recv` 只取 1024 个，回复 33 个字节扣在线路上。',
          en: '`recv` has taken 1024 only. The reply of 33 bytes is held.',
        },
      },
      {
        say: {
          zh: '还有未读的字节就 `close`：后面跟着一个 RST。',
          en: 'It called `close` with bytes unread: behind the reply there is a RST.',
        },
        point: {
          zh: '线路上的两张卡片：回复和 RST。',
          en: 'The two cards on the wire: the reply and the RST.',
        },
      },
      {
        say: {
          zh: 'RST 先到了，客户端却还是 `ESTABLISHED`：它的序号在回复后面，不是下一个该到的。',
          en: 'The RST came first, and the client is still `ESTABLISHED`: its number lies behind the reply, and is not the next expected.',
        },
        beware: {
          zh: '不是每个 RST 都算数。序号不正好，内核只回一个挑战 ACK（RFC 5961）。',
          en: 'Not every RST counts. If its number does not exactly fit, the kernel answers with a challenge ACK (RFC 5961).',
        },
      },
      {
        say: {
          zh: '客户端阻塞在 `recv` 中，等着回复。',
          en: 'The client is blocked in `recv`, and waits for the reply.',
        },
        ask: { zh: '现在递送回复。`recv` 会得到什么？', en: 'Deliver the reply now. What will `recv` get?' },
      },
    ],
    end: {
      say: {
        zh: '内核只相信序号正好的 RST：这样，别人伪造的 RST 就难以中断连接。',
        en: 'A kernel believes a RST only if its number fits exactly. So it is hard for others to break a connection with a forged one.',
      },
    },
  },
};
