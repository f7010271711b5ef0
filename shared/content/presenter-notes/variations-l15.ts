import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'non-blocking': {
    begin: {
      say: {
        zh: '已连好，客户端设成了非阻塞：`setblocking(False)`。',
        en: 'Connected, and the client does not block: `setblocking(False)`.',
      },
      ask: {
        zh: '要发 12000 个，装不下。不能等，`send` 会怎么办？',
        en: '12000 bytes do not fit. What can `send` do if it must not wait?',
      },
    },
    moves: [
      {
        say: {
          zh: '第一次 `send` 马上返回，只收下了一部分。',
          en: 'The first `send` has returned at once, and taken only a part.',
        },
        point: { zh: '打印的数目：比 12000 小。', en: 'The number printed: it is less than 12000.' },
        beware: {
          zh: '剩下的没有排队，也没有发：要程序自己再发。',
          en: 'The rest is not queued and not sent. The program itself has to send it again.',
        },
      },
      {
        say: {
          zh: '第二次也没有等：有多少空位就收多少，没有就是 `BlockingIOError`。',
          en: 'The second did not wait either: it takes what there is room for, and without room raises `BlockingIOError`.',
        },
      },
      {
        say: {
          zh: '服务端一直读，空位又有了。收下的字节都送到了，它阻塞在 `recv` 中。',
          en: 'The server reads on, and there is room again. All that was taken has crossed, and it is blocked in `recv`.',
        },
      },
      {
        say: {
          zh: '客户端关闭，服务端读到了结尾，也关闭了。',
          en: 'The client has closed. The server has read the end, and closed, too.',
        },
      },
      { say: { zh: '两个程序都结束了。', en: 'Both programs have ended.' } },
    ],
    end: {
      say: {
        zh: '非阻塞的 `send` 把等待变成了返回值和异常，由程序来处理。',
        en: 'A `send` that does not block turns waiting into results and exceptions, which the program has to handle.',
      },
      ask: {
        zh: '程序怎样才能知道又有空位了，又不空转？',
        en: 'How could the program learn that there is room again, without asking all the time?',
      },
    },
  },
  '12-mb': {
    begin: {
      say: {
        zh: '已连好，两边用内核默认的缓冲区。客户端要发 12 MB。',
        en: 'Connected, with the kernel’s own buffers. The client will send 12 MB.',
      },
      ask: {
        zh: '缓冲区大得多了。`sendall` 会在哪里停？',
        en: 'The buffers are much larger now. Where will `sendall` stop?',
      },
    },
    moves: [
      { say: { zh: '要发的一共是 12000000 个字节。', en: 'There are 12000000 bytes to send.' } },
      {
        say: {
          zh: '服务端不读，缓冲区满了，客户端阻塞在 `sendall` 中。',
          en: 'The server does not read, the buffers are full, and the client is blocked in `sendall`.',
        },
        point: {
          zh: '客户端的发送缓冲区，和服务端的接收缓冲区。',
          en: 'The client’s send buffer, and the server’s receive buffer.',
        },
        beware: {
          zh: '大缓冲区推迟阻塞，不取消阻塞。',
          en: 'A larger buffer puts off the waiting. It does not do away with it.',
        },
      },
      {
        say: {
          zh: '客户端还在等：要等服务端来读。',
          en: 'The client still waits: it needs the server to read.',
        },
      },
      {
        say: {
          zh: '服务端一直读，`sendall` 走完了。服务端阻塞在 `recv` 中，等着结尾。',
          en: 'The server has read on, and `sendall` is through. The server is blocked in `recv`, and waits for the end.',
        },
      },
      {
        say: {
          zh: '客户端关闭，服务端读到了结尾。',
          en: 'The client has closed, and the server has read the end.',
        },
      },
      { say: { zh: '两个程序都结束了。', en: 'Both programs have ended.' } },
    ],
    end: {
      say: {
        zh: '停多久，由读的那一边决定。这就是流量控制。',
        en: 'How long it stops is up to the reader. This is flow control.',
      },
    },
  },
};
