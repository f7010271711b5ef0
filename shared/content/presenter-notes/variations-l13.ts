import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'recv-exact': {
    begin: {
      say: {
        zh: '客户端分两次发，服务端的 `recv_exact` 要收够 12 个字节。',
        en: 'The client sends in two parts, and the server’s `recv_exact` wants 12 bytes.',
      },
      ask: {
        zh: '只到了一半，`recv_exact` 会返回什么？',
        en: 'Only half has come. What will `recv_exact` return?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      {
        say: {
          zh: '客户端连上了，发了前 6 个字节。它们在服务端的接收缓冲区里。',
          en: 'The client is connected, and has sent the first 6 bytes. They are in the server’s receive buffer.',
        },
      },
      {
        say: {
          zh: '循环里第一次 `recv` 取到 6 个，还不够，又阻塞在 `recv` 中。',
          en: 'The loop’s first `recv` got 6. That is not enough, and it is blocked in `recv` again.',
        },
        point: {
          zh: '变量 `data`，和阻塞的第 4 行。',
          en: 'The variable `data`, and line 4, where the thread is blocked.',
        },
      },
      {
        say: { zh: '后 6 个字节到了，唤醒了 `recv`。', en: 'The other 6 bytes have come, and woken `recv`.' },
      },
      {
        say: {
          zh: "够 12 个了，函数返回，打印 `b'hello, world'`。",
          en: "There are 12 now: the function has returned, and `b'hello, world'` is printed.",
        },
      },
      { say: { zh: '客户端也关闭了。', en: 'The client has closed, too.' } },
    ],
    end: {
      say: {
        zh: '“收够 n 个”是程序的循环，不是 `recv` 的本事。',
        en: 'To get exactly n bytes takes a loop of the program. `recv` alone does not do it.',
      },
      ask: {
        zh: '循环里为什么要检查 `part` 是空的？',
        en: 'Why does the loop have to look whether `part` is empty?',
      },
    },
  },
};
