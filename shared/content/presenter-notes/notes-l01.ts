import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '这就是原课里的两个程序，从 `socket` 到 `close`。',
      en: 'These are the source lesson’s two programs, from `socket` to `close`.',
    },
    point: {
      zh: '两份程序清单：左边六行，右边十一行。',
      en: 'The two listings: six lines here, eleven there.',
    },
    ask: { zh: '哪一个得先开始？为什么？', en: 'Which of the two has to begin, and why?' },
  },
  moves: [
    {
      say: {
        zh: '服务端创建套接字，绑定 8080 端口，调用 `listen`，现在阻塞在 `accept` 中。',
        en: 'The server has made a socket, bound port 8080 and called `listen`. Now it is blocked in `accept`.',
      },
      point: {
        zh: '每行的结果，和线程阻塞的第 5 行。',
        en: 'The lines with their results, and line 5, where the thread is blocked.',
      },
      beware: {
        zh: '会等的不是 `listen`，是 `accept`。',
        en: 'It is not `listen` that waits, but `accept`.',
      },
    },
    {
      say: {
        zh: '客户端创建了套接字，`connect` 发出 SYN，线程在那里等回应。',
        en: 'The client has made its socket, and `connect` sends the SYN. The thread waits there for the answer.',
      },
      point: { zh: '时序图上 SYN 的箭头。', en: 'The arrow of the SYN in the sequence.' },
    },
    {
      say: {
        zh: 'SYN、SYN+ACK、ACK：`connect` 返回了，`accept` 也返回了。',
        en: 'SYN, SYN+ACK, ACK: `connect` has returned, and so has `accept`.',
      },
      point: {
        zh: '三个箭头，和两个 `ESTABLISHED` 的套接字。',
        en: 'The three arrows, and two sockets that are `ESTABLISHED`.',
      },
      beware: {
        zh: '握手由内核完成，`accept` 取的是已经建好的连接。',
        en: 'The handshake is the kernels’ work. `accept` takes a connection that is there already.',
      },
    },
    {
      say: {
        zh: '线路现在扣住了：离开主机的报文段要由你递送。',
        en: 'The wire is held now: what leaves a host waits for your hand.',
      },
      ask: {
        zh: '客户端接下来 send 7 个字节。`send` 返回时，它们在哪里？',
        en: 'The client sends 7 bytes next. Where will they be when `send` has returned?',
      },
    },
    {
      say: {
        zh: '`send` 马上返回了 7，客户端已经阻塞在 `recv` 中。',
        en: '`send` returned 7 at once, and the client is blocked in `recv` already.',
      },
      point: {
        zh: '客户端发送缓冲区里的 7 个字节，和线路上的副本。',
        en: 'The 7 bytes in the client’s send buffer, and their copy on the wire.',
      },
      beware: {
        zh: '许多人以为服务端已经有了，其实它什么也没有收到。',
        en: 'Many think that the server has them by now. Nothing has reached it yet.',
      },
    },
    {
      say: {
        zh: '7 个字节到了服务端的接收缓冲区，程序还没有来取。',
        en: 'The 7 bytes are in the server’s receive buffer. Its program has not asked for them yet.',
      },
      point: {
        zh: '接收缓冲区，和服务端的当前行。',
        en: 'The receive buffer, and the server’s current line.',
      },
      ask: {
        zh: '服务端的程序知道有数据来了吗？',
        en: 'Does the server’s program know that something has come?',
      },
    },
    {
      say: {
        zh: '服务端的 `recv` 没有等就取走 7 个字节，`send` 把 33 个字节交给了内核。',
        en: 'The server’s `recv` took the 7 bytes without waiting, and its `send` has handed 33 bytes to its kernel.',
      },
      point: { zh: '扣住的卡片，其中就有回复。', en: 'The cards that are held: the reply among them.' },
      ask: { zh: '回复有 11 个汉字，为什么是 33 个字节？', en: 'The reply has 11 characters. Why 33 bytes?' },
    },
    {
      say: {
        zh: '线路放行：ACK 让客户端丢弃那 7 个字节，回复把它的 `recv` 唤醒。',
        en: 'The wire lets go of what it held: the ACK frees the client’s 7 bytes, and the reply wakes its `recv`.',
      },
      point: {
        zh: '空了的客户端发送缓冲区，和 `data` 里的 33 个字节。',
        en: 'The client’s send buffer, empty, and the 33 bytes in `data`.',
      },
    },
    {
      say: {
        zh: '客户端打印回复，关闭套接字，结束了。',
        en: 'The client has printed the reply, closed its socket and ended.',
      },
      point: { zh: 'FIN，和服务端的 `CLOSE_WAIT`。', en: 'The FIN, and the server’s `CLOSE_WAIT`.' },
      ask: { zh: '客户端走了，连接也没了吗？', en: 'The client is gone. Is the connection gone?' },
    },
    {
      say: {
        zh: '服务端关闭两个套接字：连接发出 FIN，监听套接字不发报文段。',
        en: 'The server closes both of its sockets: the connection with a FIN, the listening socket without a segment.',
      },
      beware: {
        zh: '监听套接字没有对方，不用告别。',
        en: 'A listening socket has no peer to whom it could say goodbye.',
      },
    },
    {
      say: {
        zh: '最后一个 ACK 到了。服务端的内核什么也不留，客户端的留在 `TIME_WAIT`。',
        en: 'The last ACK has arrived. The server’s kernel keeps nothing, and the client’s stays in `TIME_WAIT`.',
      },
      point: {
        zh: '客户端的套接字：已经没有程序拿着它了。',
        en: 'The client’s socket, which no program holds any more.',
      },
    },
  ],
  end: {
    say: {
      zh: '每次调用只和自己的内核打交道。握手、ACK、告别都是内核自己做的。',
      en: 'Every call dealt with its own kernel. Handshake, ACKs and goodbye were made by the kernels alone.',
    },
    ask: {
      zh: '哪些箭头是程序的某一行要求的？哪些没有人要求？',
      en: 'Which of the arrows did a line of a program ask for, and which did nobody?',
    },
  },
};
