import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'first-speaks': {
    begin: {
      say: {
        zh: '客户端 1 的连接已经取走，服务端阻塞在 `recv` 中，等它说话。',
        en: 'Client 1 is accepted, and the server is blocked in `recv`, waiting for it to speak.',
      },
      ask: {
        zh: '这次客户端 1 先说话。后来的还要等吗？',
        en: 'This time client 1 speaks first. Will those who come later have to wait?',
      },
    },
    moves: [
      {
        say: {
          zh: '客户端 1 发送，得到回复，关闭。服务端又阻塞在 `accept` 中。',
          en: 'Client 1 has sent, got its reply and closed. The server is blocked in `accept` again.',
        },
      },
      { say: { zh: '客户端 1 结束了，服务端空着。', en: 'Client 1 has ended, and the server is free.' } },
      {
        say: {
          zh: '客户端 2 来了，马上得到服务。服务端又回到 `accept` 中。',
          en: 'Client 2 came and was served at once. The server is back in `accept`.',
        },
        point: {
          zh: '服务端打印的两个地址：一先一后。',
          en: 'The two addresses that the server printed: one after the other.',
        },
      },
      {
        say: {
          zh: '两个客户端都结束了，没有谁等过谁。',
          en: 'Both clients have ended, and neither waited for the other.',
        },
        beware: {
          zh: '单线程不是不能用，怕的是有人占着不说话。',
          en: 'One thread can do. What it cannot bear is a client that is served and says nothing.',
        },
      },
    ],
    end: {
      say: {
        zh: '一个一个来，每个都很快，就没有人觉得慢。',
        en: 'One after the other: as long as each is quick, nobody finds it slow.',
      },
    },
  },
};
