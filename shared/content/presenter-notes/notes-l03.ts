import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '服务端已经 `bind`、`listen`。客户端从头到尾不调用 `bind`。',
      en: 'The server has called `bind` and `listen`. The client will never call `bind`.',
    },
    ask: { zh: '客户端需要端口吗？', en: 'Does the client need a port at all?' },
  },
  moves: [
    {
      say: {
        zh: "客户端的新套接字，地址是 `('0.0.0.0', 0)`。",
        en: "The client’s new socket has the address `('0.0.0.0', 0)`.",
      },
      point: { zh: '打印的这一行，请大家记住它。', en: 'The printed line. Keep it in mind for what comes.' },
    },
    {
      say: {
        zh: '`connect` 返回了，内核给客户端挑了一个空闲的端口。',
        en: '`connect` has returned, and the kernel has chosen a free port for the client.',
      },
      point: {
        zh: '客户端套接字上的地址，SYN 里写的也是它。',
        en: 'The address in the head of the client’s socket, and the same in the SYN.',
      },
      beware: {
        zh: '服务端的程序还没有 accept，连接照样建好了，在队列里等。',
        en: 'The server’s program has not accepted. The connection stands all the same, and waits in the queue.',
      },
    },
    {
      say: {
        zh: '同一个套接字，同样的调用，现在打印出来的地址不同了。',
        en: 'The same call on the same socket prints another address now.',
      },
      point: {
        zh: '把客户端打印的两行放在一起看。',
        en: 'Both printed lines of the client, one below the other.',
      },
      ask: { zh: '为什么是哪个端口都无所谓？', en: 'Why does it not matter which port it is?' },
    },
    {
      say: {
        zh: '`accept` 从队列里取走了连接，第二个返回值 `addr` 是客户端的地址。',
        en: '`accept` has taken the connection from the queue. Its second value, `addr`, is the client’s address.',
      },
      ask: { zh: '服务端怎么知道客户端的端口？', en: 'How does the server know the client’s port?' },
    },
    {
      say: {
        zh: '服务端打印的端口和客户端打印的一样：是 SYN 告诉它的。',
        en: 'The server prints the port that the client printed: the SYN had told it.',
      },
      point: {
        zh: '把服务端打印的一行和客户端的第二行对照。',
        en: 'The server’s printed line beside the client’s second.',
      },
    },
  ],
  end: {
    say: {
      zh: '等人来找的一方要说清自己在哪里，这就是 `bind`；主动连接的一方由内核挑端口。',
      en: 'A side that is to be found has to say where: that is `bind`. For the side that calls first, the kernel finds a port.',
    },
    beware: {
      zh: '不 `bind` 的服务端也能 `listen`，只是没有人知道端口：见变式。',
      en: 'A server without `bind` can `listen` all the same, on a port that nobody knows: see the variation.',
    },
  },
};
