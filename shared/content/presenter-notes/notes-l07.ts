import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '服务端在监听，停在 `accept` 之前，先不往下走。',
      en: 'The server listens, and stands before `accept`. It will stay there for a while.',
    },
    beware: {
      zh: '许多人以为握手由 `accept` 来做，它还会开一个新端口。',
      en: 'Many believe that `accept` shakes hands, and opens a new port.',
    },
  },
  moves: [
    {
      say: {
        zh: '`connect` 返回了，可是没有人调用 `accept`。',
        en: '`connect` has returned, and nobody has called `accept`.',
      },
      point: {
        zh: '监听套接字的队列：有一条连接，已经是 `ESTABLISHED`。',
        en: 'The listening socket’s queue: one connection, which is `ESTABLISHED`.',
      },
    },
    {
      say: {
        zh: '`send` 返回 13：服务端还没有 accept，客户端照样能发。',
        en: '`send` returns 13: the client sends to a server that has not accepted it.',
      },
    },
    {
      say: {
        zh: '13 个字节在服务端的内核里，在队列中的那条连接里等着。',
        en: 'The 13 bytes wait in the server’s kernel, inside the connection in the queue.',
      },
      ask: { zh: '服务端的程序知道有这个客户端吗？', en: 'Does the server’s program know of this client?' },
    },
    {
      say: {
        zh: '`accept` 没有等就返回了。这条连接有了文件描述符，里面的字节原样还在。',
        en: '`accept` returned without waiting. The connection has got a file descriptor, and has kept its bytes.',
      },
      point: {
        zh: '`LISTEN` 的 `srv` 和 `ESTABLISHED` 的 `conn`，都在 8080 端口。',
        en: '`srv` in `LISTEN`, `conn` in `ESTABLISHED`, both at port 8080.',
      },
    },
    {
      say: {
        zh: "新套接字自己的地址是 `('192.168.127.1', 8080)`；另一行是客户端的。",
        en: "The new socket’s own address is `('192.168.127.1', 8080)`; the other line is the client’s.",
      },
      beware: {
        zh: '没有新端口，区分连接靠的是四元组。',
        en: 'There is no new port. The four-tuple tells connections apart.',
      },
    },
    {
      say: {
        zh: '`recv` 取到了那 13 个字节，它们是在 accept 之前发来的。',
        en: '`recv` gets the 13 bytes that were sent before anybody accepted.',
      },
    },
  ],
  end: {
    say: {
      zh: '连接由内核建立，`accept` 只是交出来。关闭 `conn` 只结束这一次对话，`srv` 不受影响。',
      en: 'The kernels connect, and `accept` hands over. Closing `conn` ends one conversation and leaves `srv`.',
    },
    ask: { zh: '什么时候 `accept` 才要等？', en: 'When does `accept` have to wait?' },
  },
};
