import { client, deliver, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'send-twice': {
    way: [server(5), client(2), deliver, client(2), deliver, server(2), server(), deliver, server(2)],
    begin: {
      say: {
        zh: '服务端读到结尾以后，还要发两次。',
        en: 'After the end of the stream the server will send twice.',
      },
      ask: {
        zh: '对方已经关了，`send` 还能成功吗？',
        en: 'The other side has closed. Can a `send` still succeed?',
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
          zh: '客户端发了 3 个字节就关闭了：数据和 FIN 都在线路上。',
          en: 'The client has sent 3 bytes and closed: the data and the FIN are on the wire.',
        },
      },
      {
        say: {
          zh: '都送到了，服务端是 `CLOSE_WAIT`：它这一边还可以发。',
          en: 'Both have crossed. The server is in `CLOSE_WAIT`: its own direction is still open.',
        },
      },
      {
        say: {
          zh: '`recv` 先取到 3 个字节，再返回 0 个：对方说完了。',
          en: '`recv` got the 3 bytes, and then 0: the other side has finished.',
        },
      },
      {
        say: {
          zh: '第一次 `send` 成功了，返回 14：自己的内核收下了。',
          en: 'The first `send` has succeeded, and returned 14: its own kernel has taken them.',
        },
        ask: {
          zh: '那边已经没有程序了。报文段送到时，内核怎么办？',
          en: 'There is no program over there any more. What will the kernel do with the segment?',
        },
      },
      {
        say: {
          zh: '客户端的内核回了 RST：没有人会读。服务端的套接字成了 `CLOSE`。',
          en: 'The client’s kernel answered with a RST: nobody will read it. The server’s socket is in `CLOSE`.',
        },
        point: { zh: '时序图上的 RST。', en: 'The RST in the sequence.' },
      },
      {
        say: {
          zh: '第二次 `send` 失败：`EPIPE`，`BrokenPipeError`。',
          en: 'The second `send` has failed: `EPIPE`, a `BrokenPipeError`.',
        },
        beware: {
          zh: '不是第一次失败，是第二次：要等 RST 回来，自己的内核才知道。',
          en: 'It is the second that fails, not the first: its own kernel knows only once the RST has come.',
        },
      },
    ],
    end: {
      say: {
        zh: '`send` 成功，不表示有人会读。',
        en: 'A `send` that succeeds does not mean that anybody will read.',
      },
    },
  },
  'server-closes': {
    begin: {
      say: {
        zh: '换服务端先关：它 `accept` 后马上关闭。',
        en: 'Now the server closes first, right after `accept`.',
      },
      ask: {
        zh: '从没发过数据就关，客户端的 `recv` 会得到什么？',
        en: 'It closes without having sent anything. What will the client’s `recv` get?',
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
      { say: { zh: '客户端阻塞在 `recv` 中。', en: 'The client is blocked in `recv`.' } },
      {
        say: {
          zh: '服务端 `close` 了，FIN 扣在线路上。客户端还在等。',
          en: 'The server has called `close`, and its FIN is held. The client still waits.',
        },
        point: {
          zh: '服务端的 `FIN_WAIT1`，客户端的 `ESTABLISHED`。',
          en: '`FIN_WAIT1` at the server, `ESTABLISHED` at the client.',
        },
      },
      {
        say: {
          zh: 'FIN 一到，`recv` 就返回 0 个字节。',
          en: 'The FIN has arrived, and `recv` has returned 0 bytes.',
        },
        beware: {
          zh: '唤醒 `recv` 的不一定是数据，FIN 也行。',
          en: 'It is not only data that wakes a `recv`. A FIN does, too.',
        },
      },
      {
        say: {
          zh: "打印 `b''`，客户端也关闭，它的 FIN 扣在线路上。",
          en: "`b''` is printed. The client has closed, too, and its FIN is held.",
        },
      },
      {
        say: {
          zh: '都送到了。先关的服务端这边是 `TIME_WAIT`。',
          en: 'All has crossed. The server, which closed first, is in `TIME_WAIT`.',
        },
      },
    ],
    end: {
      say: {
        zh: "谁先关都一样：对方的 `recv` 得到 `b''`。`TIME_WAIT` 留在先关的那一边。",
        en: "Whoever closes first: the other’s `recv` gets `b''`. `TIME_WAIT` stays with the one who was first.",
      },
    },
  },
  'recv-sleeps': {
    begin: {
      say: {
        zh: '客户端什么都不发就关。服务端先 `recv`。',
        en: 'The client closes without sending anything. The server calls `recv` before that.',
      },
      ask: { zh: '没有数据，是什么让 `recv` 返回？', en: 'There is no data. What could make `recv` return?' },
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
          zh: '服务端阻塞在 `recv` 中，接收缓冲区是空的。',
          en: 'The server is blocked in `recv`, and its receive buffer is empty.',
        },
      },
      {
        say: {
          zh: '客户端关闭了，程序结束。FIN 扣在线路上，服务端还阻塞在 `recv` 中。',
          en: 'The client has closed, and its program is over. The FIN is held, and the server is still blocked in `recv`.',
        },
        beware: {
          zh: '对方的程序结束了，这边并不知道，要等 FIN 送到。',
          en: 'The other program has ended, and this side does not know. It takes the FIN to tell.',
        },
      },
      {
        say: {
          zh: 'FIN 到了，`recv` 返回 0 个字节。服务端：`CLOSE_WAIT`。',
          en: 'The FIN has arrived, and `recv` has returned 0 bytes. The server is in `CLOSE_WAIT`.',
        },
      },
      {
        say: {
          zh: "打印 `b''`，服务端也关了 `conn`，FIN 扣在线路上。",
          en: "`b''` is printed. The server has closed `conn`, too, and its FIN is held.",
        },
      },
      {
        say: {
          zh: '都送到了，先关的客户端这边是 `TIME_WAIT`。',
          en: 'All has crossed. The client’s side, which closed first, is in `TIME_WAIT`.',
        },
      },
    ],
    end: {
      say: {
        zh: "FIN 是流的结尾，`recv` 用 `b''` 把它告诉程序。",
        en: "A FIN is the end of the stream, and `recv` tells the program by `b''`.",
      },
    },
  },
};
