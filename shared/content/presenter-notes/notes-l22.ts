import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，服务端阻塞在 `recv` 中。网络就要出问题了。',
      en: 'They are connected, and the server is blocked in `recv`. The network is about to fail.',
    },
    beware: {
      zh: '许多人以为数据丢了，程序要自己重发。',
      en: 'Many believe that the program has to send lost data again.',
    },
  },
  moves: [
    {
      say: {
        zh: '从现在起，线路丢掉客户端发出的一切。',
        en: 'From now on the wire loses all that the client sends.',
      },
    },
    {
      say: {
        zh: '`send` 和平常一样返回 9，报文段却丢了。',
        en: '`send` has returned 9 as always, and the segment is lost.',
      },
      point: {
        zh: '客户端发送缓冲区里的 9 个字节：它们还在。',
        en: 'The 9 bytes, which are still in the client’s send buffer.',
      },
      ask: { zh: '现在有谁知道丢了？', en: 'Who knows by now that something was lost?' },
    },
    {
      say: {
        zh: '内核把同样的字节又发了五次，等得一次比一次久。',
        en: 'The kernel has sent the same bytes five times more, after longer and longer waits.',
      },
      point: {
        zh: '时序图上的时间：除了第一份副本，等待逐次加倍。',
        en: 'The times in the sequence: the waits double, but for the first copy.',
      },
      beware: {
        zh: '两个程序什么也没做，也什么都没察觉。',
        en: 'Neither program has done anything, nor noticed anything.',
      },
    },
    {
      say: { zh: '线路恢复递送了，还是没有动静。', en: 'The wire delivers again, and still nothing moves.' },
      ask: { zh: '我们在等什么？', en: 'What are we waiting for?' },
    },
    {
      say: {
        zh: '定时器到了，下一份副本送到，`recv` 返回 9。',
        en: 'The timer has fired, the next copy has got through, and `recv` returned 9.',
      },
      point: { zh: '客户端程序里唯一的那次 `send`。', en: 'The one `send` in the client’s listing.' },
    },
  ],
  end: {
    say: {
      zh: '没有确认的就留着，再发。程序看到的只有延迟。',
      en: 'What is not acknowledged is kept and sent again. The programs see delay, and nothing else.',
    },
    ask: {
      zh: '如果丢的是 ACK，服务端会读到两遍吗？',
      en: 'Were the ACK lost instead: would the server read the data twice?',
    },
  },
};
