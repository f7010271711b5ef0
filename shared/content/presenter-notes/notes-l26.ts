import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '一个短小的“回声”：服务端收到什么就发回什么。它是用来改的。',
      en: 'A short echo: the server sends back what it gets. It is an example to be changed.',
    },
    ask: {
      zh: '有什么是前面的课没有讲，而你想知道的？',
      en: 'What would you like to know that no lesson has shown?',
    },
  },
  moves: [
    {
      say: {
        zh: '服务端在监听，阻塞在 `accept` 中。',
        en: 'The server listens, and is blocked in `accept`.',
      },
    },
    {
      say: {
        zh: '客户端连上了。`connect` 和 `accept` 都返回了。',
        en: 'The client is connected. Both calls, `connect` and `accept`, have returned.',
      },
    },
    {
      say: {
        zh: '13 个字节送到了，在服务端的接收缓冲区里等着。',
        en: '13 bytes have crossed, and wait in the server’s receive buffer.',
      },
      point: { zh: '客户端第 3 行的文字：9 个字符。', en: 'The text in the client’s line 3: 9 characters.' },
    },
    {
      say: {
        zh: '服务端收到 13 个字节，不用知道它们是什么意思。',
        en: 'The server has received 13 bytes. It need not know what they mean.',
      },
    },
    {
      say: { zh: '它把同样的字节发回去。', en: 'It sends the same bytes back.' },
      point: { zh: '客户端接收缓冲区里的 13 个字节。', en: 'The 13 bytes in the client’s receive buffer.' },
    },
    { say: { zh: '客户端的 `recv` 也得到 13 个字节。', en: 'The client’s `recv` has got 13 bytes, too.' } },
    {
      say: { zh: '它打印 13 和文字，然后关闭。', en: 'It prints 13, and the text. Then it closes.' },
      beware: { zh: '`len` 数的是字节，不是字符。', en: '`len` counted bytes, not characters.' },
    },
    {
      say: {
        zh: '服务端关闭两个套接字，两个程序都结束了。',
        en: 'The server closes both sockets, and both programs have ended.',
      },
    },
  ],
  end: {
    say: {
      zh: '现在轮到大家：只改一处，写下预测，再运行。',
      en: 'Now it is the class’s turn: change one thing, write down what you expect, and run it.',
    },
    ask: { zh: '看到什么，就说明你的预测错了？', en: 'What would prove your prediction wrong?' },
  },
};
