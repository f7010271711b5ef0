import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'lose-syn-ack': {
    begin: {
      say: { zh: '线路会丢掉服务端发出的一切。', en: 'The wire will lose all that the server sends.' },
      ask: {
        zh: 'SYN+ACK 丢了，两边各自会怎样想？',
        en: 'If the SYN+ACK is lost, what will each side believe?',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端阻塞在 `accept` 中，监听着。',
          en: 'The server listens, and is blocked in `accept`.',
        },
      },
      {
        say: {
          zh: '客户端的两次早到的调用失败了，和原来一样。SYN 过去了，SYN+ACK 丢了，它阻塞在 `connect` 中。',
          en: 'The two early calls have failed as before. The SYN crossed, the SYN+ACK was lost, and the client is blocked in `connect`.',
        },
        point: {
          zh: '两边的状态：客户端 `SYN_SENT`，服务端 `SYN_RECV`。',
          en: 'The two states: `SYN_SENT` at the client, `SYN_RECV` at the server.',
        },
        ask: { zh: '谁先着急？谁会重传？', en: 'Who has to do something, and who will send again?' },
      },
      {
        say: {
          zh: '至少又有一个 SYN+ACK，也丢了。程序什么也不知道。',
          en: 'At least one more SYN+ACK has been sent, and lost. The programs know nothing of it.',
        },
        point: {
          zh: '时序图上的副本：谁发的？隔了多久？',
          en: 'The copies in the sequence: who sent them, and how long after?',
        },
      },
      {
        say: {
          zh: '线路好了。谁也不用动，内核会再试。',
          en: 'The wire is whole again. Nobody has to do anything: the kernels will try again.',
        },
      },
      {
        say: {
          zh: 'SYN+ACK 终于到了，`connect` 返回，两边都是 `ESTABLISHED`。',
          en: 'A SYN+ACK has got through at last. `connect` has returned, and both sides are `ESTABLISHED`.',
        },
      },
    ],
    end: {
      say: {
        zh: '握手的报文段也会丢，也由内核重传。程序只觉得 `connect` 慢了。',
        en: 'Segments of a handshake get lost, too, and the kernels repeat them. The program sees a slow `connect`.',
      },
    },
  },
};
