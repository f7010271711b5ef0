import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，线路扣住了。客户端发 3 个字节就关闭。',
      en: 'They are connected, and the wire is held. The client will send 3 bytes and close.',
    },
    beware: { zh: '许多人把 0 个字节理解成“暂时没有数据”。', en: 'Many read 0 bytes as “no data yet”.' },
  },
  moves: [
    {
      say: {
        zh: '`abc` 在客户端的发送缓冲区里，一份副本在线路上。',
        en: '`abc` is in the client’s send buffer, and a copy is on the wire.',
      },
    },
    {
      say: {
        zh: '`close` 马上返回了，程序结束了，它的内核还有事要做。',
        en: '`close` has returned at once, and the program is over. Its kernel still has work to do.',
      },
      point: { zh: '两张卡片：数据，后面跟着 FIN。', en: 'Two cards: the data, and behind it the FIN.' },
      ask: { zh: '程序没了，`abc` 就丢了吗？', en: 'Is `abc` lost, now that the program is gone?' },
    },
    {
      say: {
        zh: '都到了：字节，和后面的流的末尾。',
        en: 'Both have arrived: the bytes, and behind them the end of the stream.',
      },
      point: { zh: '服务端的套接字：`CLOSE_WAIT`。', en: 'The server’s socket: `CLOSE_WAIT`.' },
    },
    {
      say: {
        zh: '客户端早就关闭了，第一次 `recv` 照样取到 `abc`。',
        en: 'The first `recv` got `abc`, though the client had long closed.',
      },
      beware: { zh: 'FIN 不会赶到数据前面。', en: 'The FIN does not overtake the data.' },
    },
    {
      say: {
        zh: "第二次 `recv` 返回 `b''`，没有等。",
        en: "The second `recv` returned `b''`, and did not wait.",
      },
      ask: { zh: '第三次呢？', en: 'And a third?' },
    },
    {
      say: {
        zh: '程序看到一个空值：这就是对方说完了的标志。',
        en: 'The program sees an empty value: that is the sign that the other side has finished.',
      },
      point: { zh: "打印的 `b''`。", en: "The printed `b''`." },
    },
  ],
  end: {
    say: {
      zh: "`b''` 的意思是“不会再有了”。反过来，服务端关闭、客户端读，也一样。",
      en: "`b''` means “there will be no more”. The same holds when the server closes and the client reads.",
    },
    ask: { zh: "循环里不检查 `b''`，会怎样？", en: "What does a loop do that does not look for `b''`?" },
  },
};
