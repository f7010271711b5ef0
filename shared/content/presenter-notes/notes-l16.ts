import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '和上一课一样：缓冲区小，服务端不读。这次线路自动递送。',
      en: 'As before: small buffers, and a server that does not read. This time the wire delivers by itself.',
    },
    ask: {
      zh: '接收方不收了，发送方该怎么办？',
      en: 'What should a sender do when the receiver takes no more?',
    },
  },
  moves: [
    {
      say: {
        zh: '`send` 先填满服务端的接收缓冲区，再填满自己的发送缓冲区。',
        en: '`send` fills the server’s receive buffer, then its own send buffer.',
      },
    },
    {
      say: {
        zh: '客户端阻塞在 `send` 中，服务端什么也没读。',
        en: 'The client is blocked in `send`, and the server has read nothing.',
      },
      point: { zh: '两个满了的缓冲区。', en: 'Both full buffers.' },
    },
    {
      say: {
        zh: '通告窗口是 0。客户端的内核发了一次探测，回答还是 0。',
        en: 'The window is 0. The client’s kernel has sent a probe, and the answer was 0 again.',
      },
      point: { zh: '探测的报文段：不带数据。', en: 'The probe: it carries no data.' },
    },
    {
      say: { zh: '第二次探测，等得更久了。', en: 'A second probe, after a longer wait.' },
      beware: {
        zh: '接收方没有坏，连接也没有断。',
        en: 'The receiver is not broken, and the connection is not lost.',
      },
    },
    {
      say: {
        zh: '第三次：每次等待大约是上一次的两倍。',
        en: 'A third: each wait is about twice as long as the one before.',
      },
      point: { zh: '时序图上的时间。', en: 'The times in the sequence.' },
    },
    {
      say: {
        zh: '第四次。这段时间里，没有程序做过什么。',
        en: 'A fourth. All this time no program has done anything.',
      },
      ask: { zh: '为什么要问？接收方不会主动说吗？', en: 'Why ask at all? Would the receiver not tell?' },
    },
    {
      say: {
        zh: '服务端 `recv` 了一次：内核通告有了空间，数据又动了。',
        en: 'The server has called `recv` once: its kernel announces room, and data moves again.',
      },
      point: { zh: '通告窗口不是 0 的那个 ACK。', en: 'The ACK whose window is not 0.' },
    },
    {
      say: {
        zh: '服务端一直读，通告窗口一再打开。',
        en: 'The server reads on, and the window keeps opening.',
      },
    },
    {
      say: {
        zh: '`send` 返回 12000：路上一个字节也没丢。',
        en: '`send` has returned 12000: nothing was lost on the way.',
      },
    },
  ],
  end: {
    say: {
      zh: '窗口为 0，发送方就停下来探测。窗口更新可能会丢，没有探测，双方会永远互等。',
      en: 'At window 0 the sender stops and probes. A window update may be lost, and without probes both would wait for ever.',
    },
  },
};
