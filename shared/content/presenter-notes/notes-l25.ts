import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，缓冲区很小。双方都要先发一百万个字节，再读。',
      en: 'They are connected, with small buffers. Both will send a million bytes before they read one.',
    },
    ask: { zh: '都在发的时候，谁来读？', en: 'Who reads while both send?' },
  },
  moves: [
    {
      say: {
        zh: '服务端阻塞在 `sendall` 中：客户端的接收缓冲区满了，自己的发送缓冲区也满了。',
        en: 'The server is blocked in `sendall`: the client’s receive buffer is full, and so is its own send buffer.',
      },
      point: { zh: '这个方向上两个满了的缓冲区。', en: 'The two full buffers of this direction.' },
    },
    { say: { zh: '客户端在另一个方向上也一样。', en: 'The client does the same in the other direction.' } },
    {
      say: {
        zh: '双方都阻塞在 `sendall` 中，四个缓冲区全满了。',
        en: 'Both are blocked in `sendall`, and all four buffers are full.',
      },
      point: {
        zh: '这个圈：每个线程等的事，只有对方能做。',
        en: 'The circle: each thread waits for what only the other could do.',
      },
      beware: {
        zh: '没有错误，没有超时。在内核看来一切正常。',
        en: 'No error, no timeout. The kernels see nothing wrong.',
      },
    },
  ],
  end: {
    say: {
      zh: '这就是死锁。总得有一方先读，或者边发边读。',
      en: 'A deadlock. One of the two has to read, before or while it sends.',
    },
    ask: {
      zh: '双方各发多少以内不会出事？试试小一些的消息。',
      en: 'How much may both send before it happens? Try smaller messages.',
    },
  },
};
