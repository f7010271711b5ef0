import { client, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'close-the-listener': {
    way: [server(4), client(2), server(2), client(2), server(2)],
    begin: {
      say: {
        zh: '服务端 `accept` 之后，马上关闭 `srv`。',
        en: 'The server will close `srv` right after `accept`.',
      },
      ask: {
        zh: '关掉监听套接字，和这个客户端的对话还能继续吗？',
        en: 'Will closing the listener end the conversation with this client?',
      },
    },
    moves: [
      { say: { zh: '服务端在监听：`LISTEN`。', en: 'The server listens: `LISTEN`.' } },
      {
        say: {
          zh: '客户端连上了，`ESTABLISHED`，还没有人 `accept`。',
          en: 'The client is connected, `ESTABLISHED`, and nobody has called `accept` yet.',
        },
      },
      {
        say: {
          zh: '`accept` 取走了连接，`srv` 也关了。连接还是 `ESTABLISHED`。',
          en: '`accept` has taken the connection, and `srv` is closed. The connection is still `ESTABLISHED`.',
        },
        point: {
          zh: '服务端的套接字：监听的没有了，连接的还在。',
          en: 'The server’s sockets: the listener is gone, the connection is there.',
        },
      },
      {
        say: {
          zh: '客户端发了 13 个字节，也关闭了。数据照样到了。',
          en: 'The client has sent 13 bytes, and closed. The data has arrived all the same.',
        },
      },
      {
        say: {
          zh: '`recv` 取到 13 个字节，打印了 `hello, world!`。',
          en: '`recv` has got the 13 bytes, and `hello, world!` is printed.',
        },
      },
    ],
    end: {
      say: {
        zh: '两个套接字各管各的：一个收连接，一个说话。',
        en: 'The two sockets are independent: one takes connections, the other talks.',
      },
      ask: { zh: '现在再来一个客户端，会得到什么？', en: 'What would another client get now?' },
    },
  },
};
