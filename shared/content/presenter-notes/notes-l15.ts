import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边的缓冲区都很小，线路扣住了，服务端不读。',
      en: 'Both buffers are small, the wire is held, and the server does not read.',
    },
    ask: {
      zh: '客户端要 send 12000 个字节，放得下吗？',
      en: 'The client sends 12000 bytes. Where can they all go?',
    },
  },
  moves: [
    {
      say: {
        zh: '`send` 开始了，最先的报文段已在线路上。',
        en: '`send` has begun. Its first segments are on the wire.',
      },
    },
    {
      say: {
        zh: '客户端阻塞在 `send` 中：一部分字节进了内核，其余的还在程序手里。',
        en: 'The client is blocked in `send`: some bytes are in the kernel, the others are still with the program.',
      },
      point: {
        zh: '满了的发送缓冲区，和程序里剩下的。',
        en: 'The full send buffer, and what is left in the program.',
      },
      beware: { zh: '会阻塞的不只是 `recv`。', en: 'It is not only `recv` that blocks.' },
    },
    {
      say: {
        zh: '一个报文段送到了，占去服务端接收缓冲区的一部分。',
        en: 'One segment has arrived. It fills a part of the server’s receive buffer.',
      },
      point: { zh: 'ACK 里的通告窗口：还能再收多少。', en: 'The window in the ACK: how much more may come.' },
    },
    {
      say: {
        zh: '又送到一个：没有人读，就排在第一个后面。',
        en: 'Another one: nobody reads, so it lies behind the first.',
      },
    },
    {
      say: {
        zh: 'ACK 也送到了，`send` 还在阻塞。',
        en: 'The ACK is delivered too, and `send` is still blocked.',
      },
      ask: { zh: '要谁做点什么，它才能继续？', en: 'Who has to do something, so that it can go on?' },
    },
    {
      say: {
        zh: '服务端读了一次。它的内核又有了空间，并且告诉了对方。',
        en: 'The server has read once. Its kernel has room again, and says so.',
      },
      point: { zh: '扣住的 ACK：窗口变大了。', en: 'The held ACK with its larger window.' },
    },
    {
      say: {
        zh: '线路现在自动递送：消息到了，数据接着来。',
        en: 'The wire delivers by itself now: the news arrives, and more data follows.',
      },
    },
    {
      say: {
        zh: '服务端在循环里读，每读一次，就腾出空间。',
        en: 'The server reads in its loop, and each read makes room for more.',
      },
      point: {
        zh: '两个缓冲区：一边腾空，一边填进来。',
        en: 'The two buffers in turn, as one empties into the other.',
      },
    },
    {
      say: {
        zh: '`send` 返回了：12000。它慢，是因为读的一方慢。',
        en: '`send` has returned: 12000. It took that long because the reader did.',
      },
    },
    {
      say: {
        zh: '客户端打印 12000，关闭；服务端读到末尾，也关闭了。',
        en: 'The client prints 12000 and closes; the server has read the end and closed, too.',
      },
    },
  ],
  end: {
    say: {
      zh: '慢的读者让快的写者等。这就是流量控制，不用程序来写。',
      en: 'A slow reader makes a fast writer wait. That is flow control, and no program had to write it.',
    },
    ask: {
      zh: '你的程序在 `send` 里很慢，该看哪一端？',
      en: 'Your program is slow in `send`. At which end do you look?',
    },
  },
};
