import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '服务端阻塞在 `accept` 中。客户端还没有连接，就先 send。',
      en: 'The server is blocked in `accept`. The client sends before it connects.',
    },
    ask: { zh: '谁认为这些字节会先存着，以后再发？', en: 'Who believes that the bytes are kept for later?' },
  },
  moves: [
    {
      say: {
        zh: '`send` 失败了：`EPIPE`，抛出 `BrokenPipeError`。',
        en: '`send` has failed: `EPIPE`, raised as `BrokenPipeError`.',
      },
      point: { zh: '静默的网卡和空着的发送缓冲区。', en: 'The NIC is silent, and the send buffer is empty.' },
      beware: {
        zh: '没有什么在排队。这 3 个字节还得由程序自己处理。',
        en: 'Nothing is queued for later. The 3 bytes are still the program’s own affair.',
      },
    },
    {
      say: {
        zh: '程序接住了异常，继续往下走：错误号 32。',
        en: 'The program has caught the exception and goes on: number 32.',
      },
      ask: { zh: '没有 `try`，程序会怎样？', en: 'What would the program do without `try`?' },
    },
    {
      say: {
        zh: '`recv` 也马上失败了：`ENOTCONN`。',
        en: '`recv` has failed, too, and at once: `ENOTCONN`.',
      },
      beware: {
        zh: '它不会等：没有谁会发东西来。',
        en: 'It does not wait: there is nobody from whom something could come.',
      },
    },
    {
      say: {
        zh: '错误号 107。两次调用都失败了，网络上毫无动静。',
        en: 'Number 107. Two calls have failed, and the network knows of neither.',
      },
      ask: { zh: '哪个调用会第一个发出报文段？', en: 'Which call will be the first to send a segment?' },
    },
    {
      say: {
        zh: '`connect` 发出 SYN，在 `SYN_SENT` 里等，SYN+ACK 一到就返回了。',
        en: '`connect` has sent the SYN, waited in `SYN_SENT`, and returned with the SYN+ACK.',
      },
      point: { zh: '本课最早的三个箭头。', en: 'The first three arrows of this lesson.' },
    },
    {
      say: { zh: '现在 `send` 返回 6，字节送了过去。', en: 'Now `send` returns 6, and the bytes cross.' },
      point: {
        zh: '服务端接收缓冲区里的 6 个字节，没有先前那 3 个。',
        en: 'The 6 bytes in the server’s receive buffer. The 3 from before are not among them.',
      },
    },
    {
      say: {
        zh: '服务端收到 6 个字节，打印了出来。',
        en: 'The server has received 6 bytes and printed them.',
      },
      ask: { zh: '先前那 3 个字节哪里去了？', en: 'What became of the 3 bytes from before?' },
    },
  ],
  end: {
    say: {
      zh: '先连接。在那之前，自己的内核就拒绝了，对方根本不知道。',
      en: 'Connect first. Before that, a socket’s own kernel refuses, and the other side never hears of it.',
    },
  },
};
