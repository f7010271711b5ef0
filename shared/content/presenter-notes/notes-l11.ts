import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，线路扣住了，什么也没有发。',
      en: 'They are connected, the wire is held, and nothing has been sent.',
    },
    beware: {
      zh: '许多人以为 `recv` 写了 1024，就要等满 1024 个字节。',
      en: 'Many believe that `recv` with 1024 waits for 1024 bytes.',
    },
  },
  moves: [
    {
      say: {
        zh: '服务端调用 `recv`，什么也没有，就阻塞了。',
        en: 'The server calls `recv`, finds nothing, and is blocked.',
      },
      point: {
        zh: '阻塞的标记，和空的接收缓冲区。',
        en: 'The mark of the blocked thread, and the empty receive buffer.',
      },
      ask: { zh: '这样等着的线程占用 CPU 吗？', en: 'Does a thread that waits like this use the CPU?' },
    },
    {
      say: {
        zh: '客户端发了 7 个字节，还在线路上，`recv` 照样阻塞着。',
        en: 'The client has sent 7 bytes. They are on the wire, and `recv` is blocked as before.',
      },
      point: { zh: '线路上的卡片。', en: 'The card on the wire.' },
    },
    {
      say: {
        zh: '内核把 7 个字节放进接收缓冲区，唤醒了 `recv`：它返回 7，不是 1024。',
        en: 'The kernel has put the 7 bytes into the receive buffer and woken `recv`: it returned 7, not 1024.',
      },
      beware: {
        zh: '这个数是最多取多少，不是要等多少。',
        en: 'The number is the most that it takes, not what it waits for.',
      },
    },
    {
      say: { zh: '服务端打印 `nihaoma`。', en: 'The server prints `nihaoma`.' },
      ask: { zh: '如果字节先到，它还会阻塞吗？', en: 'Would it have slept if the bytes had come first?' },
    },
  ],
  end: {
    say: {
      zh: '`recv` 读的是自己内核的缓冲区，有一个字节就会醒。',
      en: '`recv` reads its own kernel’s buffer. One byte is enough to wake it.',
    },
  },
};
