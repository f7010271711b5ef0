import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上。客户端发 1500 个字节，服务端只读 1024 个。',
      en: 'They are connected. The client sends 1500 bytes, and the server will read 1024 of them.',
    },
    ask: { zh: '其余的，有人在乎吗？', en: 'Does anybody miss the others?' },
  },
  moves: [
    { say: { zh: '客户端的 `send` 返回了 1500。', en: 'The client’s `send` has returned 1500.' } },
    {
      say: {
        zh: '1500 个都在服务端的接收缓冲区里，也都确认了。',
        en: 'All 1500 are in the server’s receive buffer, and acknowledged.',
      },
      beware: {
        zh: '已确认是说内核收下了，还没有人读。',
        en: 'Acknowledged means: the kernel has them. Nobody has read them.',
      },
    },
    {
      say: {
        zh: '服务端读了 1024 个，发出 33 个字节的回复。',
        en: 'The server has read 1024 and sent its reply of 33 bytes.',
      },
      point: { zh: '接收缓冲区里剩下的 476 个。', en: 'The 476 bytes that are left in its receive buffer.' },
    },
    {
      say: {
        zh: '服务端还有未读的字节就关闭了，它的内核发的是 RST，不是 FIN。',
        en: 'The server has closed with bytes unread, and its kernel has sent an RST in place of a FIN.',
      },
      point: { zh: 'RST，和客户端的套接字。', en: 'The RST, and the client’s socket.' },
      ask: { zh: '回复在这之前就到了，会丢吗？', en: 'The reply had arrived before. Is it lost?' },
    },
    {
      say: {
        zh: '客户端照样读到了 33 个字节：RST 来的时候，它们已经在缓冲区里。',
        en: 'The client has still read the 33 bytes: they were in its buffer when the RST came.',
      },
    },
    {
      say: {
        zh: '接着的 `recv` 失败了：`ECONNRESET`，即 `ConnectionResetError`。',
        en: 'The next `recv` has failed: `ECONNRESET`, a `ConnectionResetError`.',
      },
      beware: {
        zh: "这和 L17 的正常结束不同：那时得到的是 `b''`。",
        en: "This is not the polite end of L17: there it was `b''`.",
      },
    },
    {
      say: {
        zh: '客户端接住异常，打印错误号 104，关闭了。',
        en: 'The client has caught it, printed number 104, and closed.',
      },
    },
  ],
  end: {
    say: {
      zh: '还有未读的字节就关闭，内核用 RST 告诉对方：它们被丢掉了。',
      en: 'Close with bytes unread, and the peer is told by an RST that they are thrown away.',
    },
    ask: { zh: '服务端怎样避免？', en: 'How can a server avoid it?' },
  },
};
