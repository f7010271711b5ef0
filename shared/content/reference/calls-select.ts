import type { CallEntry } from './entry.ts';

/** It was tried on Linux 6.18 with CPython 3.11. */
export const SELECT: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'select',
    signature: 'select.select(rlist, wlist, xlist, timeout=None, /) → (list, list, list)',
    systemCall: 'pselect6(2)',
    text: {
      zh: '一个线程同时等几个套接字：`import select` 之后写 `select.select([a, b], [], [])`。第一个列表等可读，第二个等可写，第三个等紧急数据。',
      en: 'One thread waits for several sockets at once: after `import select`, write `select.select([a, b], [], [])`. It waits until a socket of the first list can be read, one of the second can be written, or one of the third has urgent data.',
    },
    buffer: {
      zh: '不取走也不放入任何字节：只看接收缓冲区里有没有东西、发送缓冲区里有没有空间、全连接队列里有没有连接。',
      en: 'No byte is taken or put: it only looks whether a receive buffer holds something, a send buffer has room, or an accept queue has a connection.',
    },
    waits: {
      zh: '如果一个都没有就绪，就阻塞在内核里，直到其中至少一个就绪，或时间到了。',
      en: 'Sleeps in the kernel until at least one of them is ready, or the time is over, unless one is ready already.',
    },
    returns: {
      zh: '三个列表，里面是就绪的套接字；时间到了就都是空的。对端关闭后也可读：`recv` 会返回 `b""`。',
      en: 'Three lists of the sockets that are ready; all are empty if the time was over. A socket whose peer has closed can be read, too: `recv` returns `b""`.',
    },
    failures: [
      {
        errno: null,
        exception: 'ValueError',
        cause: {
          zh: '某个套接字已经关闭，或时间是负数。',
          en: 'A socket is closed, or the time is negative.',
        },
      },
    ],
    seenIn: [],
    sources: ['select(2)'],
    aliases: ['select', '多路复用', 'multiplexing'],
    related: ['accept', 'recv', 'settimeout', 'blocking'],
  },
];
