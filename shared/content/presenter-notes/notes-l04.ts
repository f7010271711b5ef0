import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '客户端的 7 个字节已经到了，在 `srv` 队列里等着的那个连接中。',
      en: 'The client’s 7 bytes have arrived, in a connection that waits in the queue of `srv`.',
    },
    point: {
      zh: '监听套接字的队列，和里面的字节。',
      en: 'The queue of the listening socket, with the bytes inside.',
    },
    beware: {
      zh: '说“服务端的套接字”，可能指两种：监听的，和某条连接的。',
      en: '“The server’s socket” may mean two: the one that listens, and the one of a connection.',
    },
  },
  moves: [
    {
      say: {
        zh: '`srv.recv(10)` 马上失败了：`ENOTCONN`。',
        en: '`srv.recv(10)` has failed at once: `ENOTCONN`.',
      },
      point: { zh: '那 7 个字节：没有人动过。', en: 'The 7 bytes: nobody has touched them.' },
    },
    {
      say: {
        zh: 'Python 打印了内核的错误号 107 和说明。',
        en: 'Python prints the kernel’s number, 107, and its words.',
      },
      beware: {
        zh: '这和时机无关：监听套接字永远没有对方。',
        en: 'It is no question of time: a listening socket never has a peer.',
      },
    },
    {
      say: { zh: "`srv.send(b'x')` 也失败了：`EPIPE`。", en: "`srv.send(b'x')` fails as well: `EPIPE`." },
      ask: { zh: '它应该和谁相连呢？', en: 'With whom should it be connected?' },
    },
    {
      say: {
        zh: '错误号 32，断开的管道：那一头没有人。',
        en: 'Number 32, a broken pipe: it leads to nobody.',
      },
      point: {
        zh: '打印的两行，再看客户端：它毫无察觉。',
        en: 'Both printed lines, and the client, which has noticed nothing.',
      },
    },
    {
      say: {
        zh: '`accept` 交出 `conn`，`conn.recv(1024)` 没有等就取到 7 个字节。',
        en: '`accept` has handed over `conn`, and `conn.recv(1024)` got the 7 bytes without waiting.',
      },
      point: {
        zh: '同一个程序的两个套接字：`LISTEN` 和 `ESTABLISHED`。',
        en: 'Two sockets of one program: `LISTEN` and `ESTABLISHED`.',
      },
    },
    {
      say: {
        zh: '服务端打印 `nihaoma`：它一直在该在的地方等着。',
        en: 'The server prints `nihaoma`: it had waited in the right place all the time.',
      },
    },
  ],
  end: {
    say: { zh: '监听用 `srv`，说话用 `conn`。', en: 'Listen on `srv`, talk on `conn`.' },
    ask: {
      zh: '有一百个客户端的服务端，一共有几个套接字？',
      en: 'A server with a hundred clients: how many sockets does it have?',
    },
  },
};
