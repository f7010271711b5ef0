import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '只看一个调用：`socket`。许多人以为它就是连接。',
      en: 'One call only: `socket`. Most people believe that it connects.',
    },
    point: { zh: '两边的网卡，和中间的线路。', en: 'Both NICs, and the wire between them.' },
  },
  moves: [
    {
      say: {
        zh: '客户端有了套接字：一个编号、状态 `CLOSE`、两个空缓冲区。',
        en: 'The client has a socket: a number, the state `CLOSE`, and two empty buffers.',
      },
      point: { zh: '网卡：什么也没有发出。', en: 'The NIC: nothing has left it.' },
    },
    {
      say: {
        zh: '服务端也有了，在另一个内核里。两个套接字互不相识。',
        en: 'The server has one of its own, in another kernel. The two know nothing of each other.',
      },
      beware: {
        zh: '两边都是 fd 3，这说明不了什么：每个程序各数各的。',
        en: 'Both have the number fd 3. That says nothing: each program counts for itself.',
      },
    },
    {
      say: {
        zh: "套接字的地址是 `('0.0.0.0', 0)`：还没有地址，端口 0 也不是端口。",
        en: "The socket’s address is `('0.0.0.0', 0)`: it has none, and port 0 is no port.",
      },
      ask: { zh: '现在它能给谁发东西？', en: 'Whom could it send something to now?' },
    },
    {
      say: {
        zh: '内核报出了两个缓冲区的上限，单位是字节。',
        en: 'The kernel has named the limits of both buffers, in bytes.',
      },
      point: {
        zh: '打印的两个数，和两个空缓冲区。',
        en: 'The two printed numbers, beside the two empty buffers.',
      },
      beware: {
        zh: '这是上限，并没有占用这么多内存。',
        en: 'They are limits. No memory of that size is in use.',
      },
    },
    {
      say: {
        zh: '客户端关闭了套接字，还是没有报文段：没有人需要知道。',
        en: 'The client has closed its socket, and still there is no segment: nobody has to be told.',
      },
    },
    {
      say: { zh: '服务端也关闭了。', en: 'The server has closed, too.' },
      ask: { zh: '这一课一共有几个报文段？', en: 'How many segments has this lesson had?' },
    },
  ],
  end: {
    say: {
      zh: '`socket` 只创建端点，连接从 `connect` 开始。',
      en: '`socket` makes an end. A connection begins with `connect`.',
    },
    ask: { zh: '要让一个字节走过去，还缺什么？', en: 'What is missing before a byte can go?' },
  },
};
