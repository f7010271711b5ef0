import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上。客户端先 send 两次，服务端才 recv 一次。',
      en: 'They are connected. The client will send twice before the server reads once.',
    },
    beware: {
      zh: '要动摇的看法：对方一次 send，我就一次 recv。',
      en: 'The belief to shake: each send of theirs is one recv of mine.',
    },
  },
  moves: [
    {
      say: {
        zh: '前 6 个字节到了，在接收缓冲区里等着。',
        en: 'The first 6 bytes have arrived, and wait in the receive buffer.',
      },
    },
    {
      say: { zh: '第二次 send，又在后面放上 6 个。', en: 'The second send puts 6 more behind them.' },
      point: { zh: '第二个报文段：它是单独发的。', en: 'The second segment: it was one of its own.' },
    },
    {
      say: { zh: '12 个字节，在同一个缓冲区里连成一片。', en: '12 bytes, side by side in one buffer.' },
      point: {
        zh: '那条缝：是页面画的，内核并不记。',
        en: 'The seam. The page draws it; the kernel keeps no such thing.',
      },
    },
    {
      say: { zh: '一次 `recv` 取到了全部 12 个。', en: 'One `recv` has got all 12.' },
      beware: {
        zh: '这不是故障，也和 Nagle 算法无关：过去的是两个报文段。',
        en: 'This is no fault, and Nagle’s algorithm has no part in it: two segments crossed.',
      },
    },
    {
      say: {
        zh: '打印成了一段文字，看不出第一条消息到哪里为止。',
        en: 'Printed as one text. Nothing in it says where the first message ended.',
      },
      ask: {
        zh: '服务端怎样才能知道一条消息到哪里为止？',
        en: 'How could the server know where a message ends?',
      },
    },
  ],
  end: {
    say: {
      zh: 'TCP 保证字节的顺序，不保留 send 的边界。消息到哪里为止，要程序自己定。',
      en: 'TCP keeps the order of bytes, not the boundaries of sends. Where a message ends is the programs’ affair.',
    },
    ask: {
      zh: '变式里先发长度。你还在哪里见过这种做法？',
      en: 'The variation sends the length first. Where else have you seen that?',
    },
  },
};
