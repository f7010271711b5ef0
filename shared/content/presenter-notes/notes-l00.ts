import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两个程序已经连上，线路也已扣住：不递送，什么也过不去。',
      en: 'The two programs are connected already, and the wire is held: nothing crosses unless somebody delivers it.',
    },
    point: {
      zh: '两边的套接字都是 `ESTABLISHED`，四个缓冲区都是空的。',
      en: 'Both sockets are `ESTABLISHED`, and their four buffers are empty.',
    },
    ask: { zh: '哪个程序得等？等什么？', en: 'Which of the two programs will have to wait, and for what?' },
  },
  moves: [
    {
      say: {
        zh: '服务端调用 `recv`。自己内核的接收缓冲区是空的，线程就阻塞了。',
        en: 'The server calls `recv`. Its kernel’s receive buffer is empty, so the thread is blocked.',
      },
      point: {
        zh: '阻塞的标记，和它牵着的那个空缓冲区。',
        en: 'The mark of the blocked thread, and the empty buffer to which it leads.',
      },
      beware: {
        zh: '`recv` 不会去对方那里取，它等的是自己的内核。',
        en: '`recv` does not go and fetch something: it waits for its own kernel.',
      },
    },
    {
      say: {
        zh: '`send` 返回了 7，可是还没有程序收到一个字节：它们在客户端的发送缓冲区里，一份副本扣在线路上。',
        en: '`send` has returned 7, and no program has received a byte: they are in the client’s send buffer, and a copy is held on the wire.',
      },
      point: {
        zh: '发送缓冲区里的 7 个字节、线路上的卡片，和仍在阻塞的服务端。',
        en: 'The 7 bytes in the send buffer, the card on the wire, and the server, which is still blocked.',
      },
      beware: {
        zh: '许多人把 `send` 返回当作“已送达”，其实不是。',
        en: 'Many take the return of `send` for a receipt. It is none.',
      },
    },
    {
      say: {
        zh: '报文段到了服务端的内核，`recv` 带着 7 个字节返回。ACK 还扣在线路上。',
        en: 'The segment has reached the server’s kernel, and `recv` has returned with the 7 bytes. The ACK is still held.',
      },
      ask: {
        zh: '服务端都读到了，客户端的发送缓冲区里为什么还留着它们？',
        en: 'The server has read the bytes. Why are they still in the client’s send buffer?',
      },
    },
    {
      say: {
        zh: 'ACK 到了，客户端的内核这才丢弃留着的那些字节。',
        en: 'The ACK has arrived, and only now does the client’s kernel let its bytes go.',
      },
      point: { zh: '客户端的发送缓冲区：空了。', en: 'The client’s send buffer: it is empty.' },
      beware: {
        zh: 'ACK 是内核发的，服务端的程序并不知道。',
        en: 'The ACK is the kernel’s. The server’s program knows nothing of it.',
      },
    },
    {
      say: {
        zh: '从这里起，线路自动递送，和平常的网络一样。',
        en: 'From here on the wire delivers by itself, as a network does.',
      },
      ask: {
        zh: '客户端要先 send 两次，服务端才再读。需要几次 `recv`？',
        en: 'The client will send twice before the server reads again. How many calls of `recv` will that take?',
      },
    },
    {
      say: {
        zh: '`wo` 已经送到，在服务端的接收缓冲区里等着：还没有人来取。',
        en: '`wo` has crossed, and waits in the server’s receive buffer, because no call asks for it.',
      },
      point: { zh: '服务端接收缓冲区里的 2 个字节。', en: 'The 2 bytes in the server’s receive buffer.' },
    },
    {
      say: {
        zh: '`henhao` 走同样的路，6 个字节排在前 2 个后面。',
        en: '`henhao` goes the same way, 6 bytes behind the first 2.',
      },
    },
    {
      say: {
        zh: '服务端的接收缓冲区里，8 个字节连成一片。',
        en: '8 bytes lie side by side in the server’s receive buffer.',
      },
      point: {
        zh: '`wo` 和 `henhao` 之间的缝：那是页面画的，内核不知道有它。',
        en: 'The seam between `wo` and `henhao`: the page draws it, the kernel does not know it.',
      },
      ask: { zh: '下一次 `recv` 会得到什么？', en: 'What will the next `recv` get?' },
    },
    {
      say: {
        zh: '一次 `recv` 取走了两次 send 的字节：8 个，`wohenhao`。',
        en: 'One `recv` has taken what two sends brought: 8 bytes, `wohenhao`.',
      },
      beware: {
        zh: '一次 send 不等于一次 `recv`：字节流没有边界。',
        en: 'One send is not one `recv`: a stream keeps no boundaries.',
      },
    },
    {
      say: {
        zh: '客户端关闭了，程序结束。它的内核在最后一个字节后面发出了 FIN。',
        en: 'The client has closed, and its program is over. Its kernel has sent a FIN behind the last byte.',
      },
      point: { zh: '服务端的套接字：`CLOSE_WAIT`。', en: 'The server’s socket: `CLOSE_WAIT`.' },
      ask: {
        zh: '服务端再 `recv` 一次，会永远等下去吗？',
        en: 'The server calls `recv` once more. Will it wait for ever?',
      },
    },
    {
      say: {
        zh: '`recv` 返回了 0 个字节：不会再有了。服务端的程序也结束了。',
        en: '`recv` has returned 0 bytes: no more will come. The server’s program has ended, too.',
      },
      beware: {
        zh: '0 个字节不是“暂时没有”：暂时没有时，`recv` 会等。',
        en: '0 bytes do not mean “nothing yet”: for that a `recv` waits.',
      },
    },
  ],
  end: {
    say: {
      zh: '每个程序只和自己的内核打交道，把字节送过去的是两个内核。',
      en: 'Each program dealt with its own kernel only, and the two kernels brought the bytes across.',
    },
    ask: {
      zh: '如果那个报文段丢了会怎样？变式“丢掉它”会给出答案。',
      en: 'What would have happened had the segment been lost? The variation “Lose it” shows it.',
    },
  },
};
