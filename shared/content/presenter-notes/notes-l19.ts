import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，线路扣住了。客户端会说“我说完了”，但还要听回复。',
      en: 'They are connected, and the wire is held. The client will say that it has finished, and still wants an answer.',
    },
    beware: {
      zh: '许多人以为 FIN 一发，两个方向都关了。',
      en: 'Many believe that a FIN closes both directions.',
    },
  },
  moves: [
    {
      say: {
        zh: '客户端发了 5 个字节，又调用 `shutdown`：FIN 排在数据后面。',
        en: 'The client has sent 5 bytes and called `shutdown`: the FIN lies behind the data.',
      },
      point: {
        zh: '两张卡片；客户端的套接字还能读。',
        en: 'Both cards, and the client’s socket, which is still open to read.',
      },
    },
    {
      say: {
        zh: '都到了。服务端的套接字是 `CLOSE_WAIT`：对方不再发了。',
        en: 'Both have arrived. The server’s socket is in `CLOSE_WAIT`: its peer sends no more.',
      },
      ask: { zh: '服务端还能发吗？', en: 'May the server still send?' },
    },
    {
      say: {
        zh: '服务端读到 5 个字节，又读到末尾；它发出回复，关闭了。',
        en: 'The server read 5 bytes, then the end; it has sent its reply and closed.',
      },
      point: {
        zh: '循环：读到空值就结束，不用事先知道有多少。',
        en: 'The loop: it ends at the empty value, without knowing how much would come.',
      },
    },
    {
      say: {
        zh: '客户端阻塞在 `recv` 中：回复还扣在线路上。',
        en: 'The client is blocked in `recv`: the reply is still held.',
      },
      point: { zh: '线路上的卡片。', en: 'The cards on the wire.' },
    },
    {
      say: {
        zh: '自己的 FIN 之后，客户端还是收到了 1 个字节的回复。',
        en: 'After its own FIN the client has received 1 byte, the reply.',
      },
      beware: { zh: 'FIN 只结束一个方向。', en: 'A FIN ends one direction only.' },
    },
    { say: { zh: '客户端打印 `6`，关闭，结束。', en: 'The client prints `6`, closes and ends.' } },
    {
      say: {
        zh: '线路上什么也没有了。客户端的内核留在 `TIME_WAIT`。',
        en: 'Nothing is left on the wire. The client’s kernel stays in `TIME_WAIT`.',
      },
      ask: { zh: '为什么是客户端，不是服务端？', en: 'Why the client, and not the server?' },
    },
  ],
  end: {
    say: {
      zh: '一条连接是两条字节流，各有自己的末尾。`shutdown` 结束的是自己发的那条。',
      en: 'A connection is two streams, each with an end of its own. `shutdown` ends the one that you send.',
    },
  },
};
