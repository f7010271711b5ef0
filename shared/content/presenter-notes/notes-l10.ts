import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，线路扣住了。客户端就要 send 6 个字节。',
      en: 'They are connected, and the wire is held. The client is about to send 6 bytes.',
    },
    beware: {
      zh: '许多人把 `send` 返回理解成“对方收到了”。',
      en: 'Many read the return of `send` as “received”.',
    },
  },
  moves: [
    {
      say: {
        zh: '线路什么也不放行，`send` 却返回了 6。',
        en: '`send` has returned 6, while the wire lets nothing through.',
      },
      point: {
        zh: '客户端发送缓冲区里的 6 个字节，和扣住的卡片。',
        en: 'The 6 bytes in the client’s send buffer, and the card that is held.',
      },
    },
    {
      say: { zh: '程序已经打印了 `send returned 6`。', en: 'The program already says `send returned 6`.' },
      ask: { zh: '这时服务端有什么？', en: 'What does the server have by now?' },
    },
    {
      say: {
        zh: '报文段到了：字节在服务端的接收缓冲区里，它的内核已回应 ACK。',
        en: 'The segment has arrived: the bytes are in the server’s receive buffer, and its kernel has answered with an ACK.',
      },
      point: {
        zh: '两边同样的 6 个字节：报文段带走的是副本。',
        en: 'The same 6 bytes at both hosts: a segment takes a copy.',
      },
      beware: {
        zh: 'ACK 不是程序的回话：程序还没有 `recv`。',
        en: 'An ACK is no word of the program: that has not called `recv` yet.',
      },
    },
    {
      say: {
        zh: '现在程序也拿到了：`recv` 返回 6。',
        en: 'Now the program has them, too: `recv` returned 6.',
      },
      ask: { zh: '客户端为什么还留着？', en: 'Why does the client still keep them?' },
    },
    {
      say: {
        zh: 'ACK 到了，客户端的内核丢弃这些字节。',
        en: 'The ACK has arrived, and the client’s kernel lets the bytes go.',
      },
      point: { zh: '空了的客户端发送缓冲区。', en: 'The client’s send buffer, which is empty.' },
      beware: {
        zh: '这个 ACK 在程序读取之前就发出了。',
        en: 'That ACK was sent before the program had read anything.',
      },
    },
    {
      say: {
        zh: '服务端打印了文字。没有人告诉客户端的程序。',
        en: 'The server prints the text. The client’s program was told nothing of it.',
      },
    },
  ],
  end: {
    say: {
      zh: '`send` 是复制进内核；ACK 说明对方的内核收到了；只有程序自己的回复才说明读过了。',
      en: '`send` copies to the kernel. An ACK means the other kernel has it. Only a reply of the program means that it was read.',
    },
    ask: {
      zh: '客户端怎样才能知道请求已经处理了？',
      en: 'How can a client know that its order has been handled?',
    },
  },
};
