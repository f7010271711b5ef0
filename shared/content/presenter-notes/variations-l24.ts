import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'ten-clients': {
    begin: {
      say: {
        zh: '十个客户端，服务端给每个客户端一个线程。',
        en: 'Ten clients, and a server with a thread for each.',
      },
      ask: {
        zh: '十个客户端，服务端一共会有几个线程？',
        en: 'With ten clients, how many threads will the server have in all?',
      },
    },
    moves: [
      { say: { zh: '主线程阻塞在 `accept` 中。', en: 'The main thread is blocked in `accept`.' } },
      {
        say: {
          zh: '客户端 1 得到了 33 个字节的回复。它的线程已经结束。',
          en: 'Client 1 has got its reply of 33 bytes. Its thread has ended already.',
        },
        point: {
          zh: '服务端的线程：一个结束了，主线程又在 `accept`。',
          en: 'The server’s threads: one has ended, and the main thread is in `accept` again.',
        },
      },
      {
        say: { zh: '客户端 2 也一样，用的是另一个线程。', en: 'The same for client 2, with another thread.' },
      },
      { say: { zh: '客户端 3 完成了。', en: 'Client 3 is done.' } },
      { say: { zh: '客户端 4 完成了。', en: 'Client 4 is done.' } },
      {
        say: { zh: '客户端 5 完成了，一半了。', en: 'Client 5 is done: half of them.' },
        ask: {
          zh: '如果有一万个客户端同时来，一万个线程行吗？',
          en: 'What if ten thousand came at once: would ten thousand threads do?',
        },
      },
      { say: { zh: '客户端 6 完成了。', en: 'Client 6 is done.' } },
      { say: { zh: '客户端 7 完成了。', en: 'Client 7 is done.' } },
      { say: { zh: '客户端 8 完成了。', en: 'Client 8 is done.' } },
      { say: { zh: '客户端 9 完成了。', en: 'Client 9 is done.' } },
      {
        say: {
          zh: '十个都完成了，主线程还阻塞在 `accept` 中。',
          en: 'All ten are done, and the main thread is blocked in `accept`.',
        },
        beware: {
          zh: '一个接一个地跑，看不出并行。要让它们同时停在中间，就一步步执行。',
          en: 'Run one after the other, nothing is parallel. To have several under way at once, step them.',
        },
      },
    ],
    end: {
      say: {
        zh: '每个客户端一个线程，谁也不挡谁，代价是线程的数量。',
        en: 'With a thread for each nobody blocks anybody. The price is the number of threads.',
      },
    },
  },
};
