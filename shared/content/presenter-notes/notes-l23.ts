import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '服务端只有一个线程，在 `recv` 里等客户端 1，而客户端 1 不说话。',
      en: 'The server has one thread, which waits in `recv` for client 1. Client 1 is silent.',
    },
    ask: { zh: '客户端 2 来了，能连上吗？', en: 'Client 2 comes now. Will it be connected?' },
  },
  moves: [
    {
      say: {
        zh: '客户端 2 连上了，`send` 返回 5。',
        en: 'Client 2 is connected, and its `send` has returned 5.',
      },
      point: {
        zh: '队列里的那条连接，和里面的 5 个字节。',
        en: 'Its connection in the queue, with the 5 bytes inside.',
      },
      beware: { zh: '没有被 accept，不等于没有连上。', en: 'Not accepted does not mean not connected.' },
    },
    {
      say: {
        zh: '客户端 2 阻塞在 `recv` 中：它等的那个线程，正在等客户端 1。',
        en: 'Client 2 is blocked in `recv`: it waits for a thread that waits for client 1.',
      },
      point: { zh: '两个阻塞的线程，一个等着另一个。', en: 'Both blocked threads, one behind the other.' },
    },
    {
      say: {
        zh: '客户端 1 终于开口，服务端的线程动了。',
        en: 'Client 1 speaks at last, and the server’s thread goes on.',
      },
    },
    {
      say: {
        zh: '客户端 1 得到 6 个字节的回复，结束了。服务端接着就去服务客户端 2。',
        en: 'Client 1 has its answer of 6 bytes and has ended. The server turned to client 2 by itself.',
      },
      ask: {
        zh: '如果客户端 1 一直不说话，客户端 2 会怎样？',
        en: 'What would have become of client 2 if client 1 had stayed silent?',
      },
    },
    { say: { zh: '客户端 2 取走回复，关闭。', en: 'Client 2 takes its answer and closes.' } },
    {
      say: {
        zh: '两个都服务完了，一个接一个。服务端又回到 `accept`。',
        en: 'Both are served, one after the other, and the server is back in `accept`.',
      },
      point: { zh: '服务端的第 6 行。', en: 'Line 6 of the server.' },
    },
  ],
  end: {
    say: {
      zh: '一个线程一次只能等一件事。其间，连接和接收由内核完成。',
      en: 'A thread can wait for one thing at a time. The kernels connect and receive meanwhile.',
    },
    ask: { zh: '怎样才能同时服务两个？', en: 'How could a server serve both at once?' },
  },
};
