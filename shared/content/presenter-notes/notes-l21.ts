import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '六轮：每轮 send 两个小消息，再等回复。服务端在 `accept` 里等着。',
      en: 'Six rounds: two small sends, then a wait for the answer. The server waits in `accept`.',
    },
    ask: {
      zh: '线路没有延迟，一轮应该有多快？',
      en: 'With no delay on the wire, how fast should a round be?',
    },
  },
  moves: [
    {
      say: {
        zh: '客户端一轮轮跑起来。第二个小消息得等一个 ACK。',
        en: 'The client runs through its rounds. The second small message has to wait for an ACK.',
      },
      point: {
        zh: '时序图上，一轮里第二个消息之前的空当。',
        en: 'In the sequence, the gap before the second message of a round.',
      },
    },
    {
      say: {
        zh: '两边都结束了，什么也没丢，可是有的轮次比线路慢得多。',
        en: 'Both have ended, nothing was lost, and some rounds took far longer than the wire does.',
      },
      point: {
        zh: '各轮的时间：照这次运行的数读出来。',
        en: 'The times of the rounds: read them out as they are here.',
      },
      beware: {
        zh: '不是网络慢，是两个优化互相等。',
        en: 'The network is not slow. Two optimisations wait for each other.',
      },
    },
  ],
  end: {
    say: {
      zh: 'Nagle 算法要等 ACK 才发小数据，接收方却延迟这个 ACK。',
      en: 'Nagle’s algorithm holds back small data until an ACK comes, and the receiver delays that ACK.',
    },
    ask: {
      zh: '哪个更好：`TCP_NODELAY`，还是整条消息一次 send？',
      en: 'What is better: `TCP_NODELAY`, or one send for the whole message?',
    },
  },
};
