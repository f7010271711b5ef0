import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上。客户端要发 12 个字节，服务端每次最多取 5 个。',
      en: 'They are connected. The client will send 12 bytes, and the server takes 5 at most each time.',
    },
    ask: { zh: '放不下的会怎样？', en: 'What becomes of what does not fit?' },
  },
  moves: [
    { say: { zh: '客户端一次 send 了 12 个字节。', en: 'The client has sent 12 bytes in one call.' } },
    {
      say: { zh: '12 个都在服务端的接收缓冲区里。', en: 'All 12 are in the server’s receive buffer.' },
      point: {
        zh: '缓冲区，和服务端下一行里的 5。',
        en: 'The buffer, beside the 5 in the server’s next line.',
      },
    },
    {
      say: {
        zh: "第一次取走了 `b'hello'`，最前面的 5 个。",
        en: "The first call took `b'hello'`, 5 bytes from the front.",
      },
      point: { zh: '剩下的 7 个：它们往前移了。', en: 'The 7 that are left have moved up.' },
    },
    {
      say: { zh: '第二次取走接着的 5 个。', en: 'The second took the next 5.' },
      ask: { zh: '第三次会取到几个？', en: 'How many will the third get?' },
    },
    {
      say: {
        zh: "第三次要 5 个，得到 2 个，`b'ld'`，也没有等。",
        en: "The third asked for 5 and got 2, `b'ld'`, without waiting.",
      },
      beware: {
        zh: '一个也没丢。会丢掉剩余部分的是数据报，不是字节流。',
        en: 'Nothing was lost. That would be a datagram’s fate, not a stream’s.',
      },
    },
  ],
  end: {
    say: {
      zh: '这次没取完的，下次排在最前面。`recv(n)` 保证的是最多 n 个，从来不是正好 n 个。',
      en: 'What one call leaves is first in line for the next. And `recv(n)` promises at most n bytes, never exactly n.',
    },
    ask: { zh: '要正好取 12 个，循环怎么写？', en: 'How do you write a loop that gets exactly 12?' },
  },
};
