import { client, deliver, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'listener-connects': {
    way: [server(4), server(2), client(2), deliver, server(2)],
    begin: {
      say: {
        zh: '服务端会用正在监听的套接字去 `connect`，连到自己的地址。',
        en: 'The server will call `connect` on the socket that listens.',
      },
      ask: {
        zh: '能行吗？如果不行，谁说不行：Python 还是内核？',
        en: 'Can that work? If not, who refuses: Python or the kernel?',
      },
    },
    moves: [
      { say: { zh: '`srv` 在 `LISTEN`。', en: '`srv` is in `LISTEN`.' } },
      {
        say: {
          zh: '内核拒绝了：`EISCONN`，“已经连接”。没有报文段发出。',
          en: 'The kernel has refused: `EISCONN`. No segment has left.',
        },
        point: { zh: '异常的文字，和空着的线路。', en: 'The exception’s text, and the empty wire.' },
        beware: {
          zh: '“已经连接”的说法会让人误会：它没有连接任何人，只是不能再主动连接。',
          en: 'The words “already connected” mislead: it is connected to nobody, and only can no longer connect.',
        },
      },
      {
        say: {
          zh: '真正的客户端来了，SYN 扣在线路上，客户端阻塞在 `connect` 中。',
          en: 'A real client comes. Its SYN is held, and it is blocked in `connect`.',
        },
      },
      {
        say: {
          zh: '握手完成，客户端 `ESTABLISHED`：监听没有受影响。',
          en: 'The handshake is complete, and the client is `ESTABLISHED`: listening has not suffered.',
        },
      },
      {
        say: {
          zh: '`accept` 马上返回了一个新的套接字。',
          en: '`accept` has returned at once, with a new socket.',
        },
      },
    ],
    end: {
      say: {
        zh: '监听的套接字只做一件事：收连接。要连别人，就另创建一个。',
        en: 'A socket that listens does one thing: it takes connections. To connect elsewhere, make another one.',
      },
    },
  },
};
