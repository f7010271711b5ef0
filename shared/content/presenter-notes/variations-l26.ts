import { client, deliver, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  free: {
    way: [server(5), client(2), client(), server(), server(), client()],
    begin: {
      say: {
        zh: '一个回声服务端：收到什么，就发回什么。这里什么都不问。',
        en: 'An echo server: it sends back what it receives. Nothing is asked here.',
      },
      ask: {
        zh: '你们想先改哪一行？改了会怎样？',
        en: 'Which line do you want to change first, and what will happen then?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: { zh: '13 个字节到了服务端的接收缓冲区。', en: '13 bytes are in the server’s receive buffer.' },
      },
      { say: { zh: '服务端读到了 13 个。', en: 'The server has read the 13.' } },
      { say: { zh: '又原样发回 13 个。', en: 'It has sent the same 13 back.' } },
      {
        say: { zh: '客户端收到了自己的话。', en: 'The client has got its own words.' },
        beware: {
          zh: '一次 `recv` 就够，是因为数据少。长的消息要循环。',
          en: 'One `recv` was enough because the data is short. A long message takes a loop.',
        },
      },
    ],
    end: { say: { zh: '从这里开始，改哪里都行。', en: 'From here on change what you like.' } },
  },
  'small-recv': {
    way: [server(5), client(2), client(), server(), server(), server(), client()],
    begin: {
      say: {
        zh: '服务端一次只 `recv(4)`，就发回去，然后关闭。',
        en: 'The server calls `recv(4)`, sends that back, and closes.',
      },
      ask: {
        zh: '发回去的是什么？关闭时，没有读的怎么办？',
        en: 'What comes back? And what of the bytes that are unread when it closes?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: { zh: '13 个字节到了服务端的接收缓冲区。', en: '13 bytes are in the server’s receive buffer.' },
      },
      { say: { zh: '只取了 4 个，还剩 9 个。', en: 'It has taken 4, and 9 are left.' } },
      { say: { zh: '发回了 4 个。', en: 'It has sent 4 back.' } },
      {
        say: {
          zh: '还有未读的字节就关闭，服务端的内核发出 RST。客户端的套接字：`CLOSE`。',
          en: 'It closed with bytes unread, and its kernel sent a RST. The client’s socket is in `CLOSE`.',
        },
        point: {
          zh: 'RST，和客户端接收缓冲区里的 4 个字节。',
          en: 'The RST, and the 4 bytes in the client’s receive buffer.',
        },
      },
      {
        say: { zh: '先到的 `hell` 还读得到。', en: '`hell`, which came before it, can still be read.' },
        beware: {
          zh: '读完再关，才是正常结束（L18）。',
          en: 'To end in good order, read all before closing (L18).',
        },
      },
    ],
    end: {
      say: {
        zh: '回声要完整，得循环到收齐为止。',
        en: 'To echo the whole, the server has to loop until it has all.',
      },
    },
  },
  held: {
    way: [server(5), client(2), deliver, client(), deliver, server(2), deliver, client()],
    begin: {
      say: {
        zh: '同样的程序，线路扣住，每一个报文段都由你递送。',
        en: 'The same programs on a held wire: you hand over each segment.',
      },
      ask: {
        zh: '全部走完，一共要递送几个？先数一数。',
        en: 'How many will you have handed over in the end? Count beforehand.',
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
          zh: '握手：递送了三个。两边都是 `ESTABLISHED`。',
          en: 'The handshake: three were handed over. Both sides are `ESTABLISHED`.',
        },
      },
      { say: { zh: '13 个字节扣在线路上。', en: '13 bytes are held on the wire.' } },
      { say: { zh: '数据和它的 ACK 都过去了。', en: 'The data and its ACK have crossed.' } },
      {
        say: {
          zh: '服务端读完又发回：13 个字节扣在线路上。',
          en: 'The server has read them and sent them back: 13 bytes are held.',
        },
        point: {
          zh: '服务端的发送缓冲区，和线路上的副本。',
          en: 'The server’s send buffer, and the copy on the wire.',
        },
      },
      {
        say: {
          zh: '回复也送到了，13 个字节在客户端的接收缓冲区里。',
          en: 'The reply has arrived: 13 bytes are in the client’s receive buffer.',
        },
      },
      {
        say: {
          zh: '客户端 `recv` 到了。还没有关闭：后面还有 FIN。',
          en: 'The client’s `recv` has got them. Nobody has closed yet: the FINs are still to come.',
        },
        beware: {
          zh: '一次调用不等于一个报文段：ACK 和 FIN 由内核来发。',
          en: 'A call is not a segment: ACKs and FINs are the kernels’.',
        },
      },
    ],
    end: {
      say: {
        zh: '程序只有几次调用，其余的报文段都是内核的事。',
        en: 'The programs made a few calls. All other segments were the kernels’ affair.',
      },
    },
  },
};
