import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '服务端 `listen`，backlog 是 1，先不 accept。四个客户端要来连接。',
      en: 'The server has called `listen` with a backlog of 1, and accepts nobody yet. Four clients will connect.',
    },
    beware: {
      zh: 'backlog 不是能服务的客户端数。',
      en: 'The backlog is not the number of clients that can be served.',
    },
  },
  moves: [
    {
      say: {
        zh: '第一个客户端连上了，在队列里等。',
        en: 'The first client is connected, and waits in the queue.',
      },
      point: { zh: '队列，和旁边的 backlog。', en: 'The queue, and the backlog beside it.' },
    },
    {
      say: {
        zh: '第二个也连上了：队列能装的比 backlog 多一个。',
        en: 'The second is connected, too: the queue holds one more than the backlog says.',
      },
      ask: { zh: '第三个呢？', en: 'And the third?' },
    },
    {
      say: {
        zh: '第三个 SYN 到了，却被丢掉：不应答，也不拒绝。客户端阻塞在 `connect` 中。',
        en: 'The third SYN has arrived and was dropped: no answer, no refusal. The client is blocked in `connect`.',
      },
      point: { zh: '它的状态：`SYN_SENT`。', en: 'Its state, `SYN_SENT`.' },
      beware: { zh: '队列满了不是拒绝，没有 RST。', en: 'A full queue does not refuse. There is no RST.' },
    },
    {
      say: { zh: '第四个和第三个一样。', en: 'The fourth fares like the third.' },
      ask: { zh: '一起数：有几个 `ESTABLISHED`？', en: 'Count with me: how many are `ESTABLISHED`?' },
    },
    {
      say: {
        zh: '一次 `accept` 空出了一个位置，但没有人通知正在等的客户端。',
        en: 'One `accept` has freed one place. Those who wait are not told of it.',
      },
    },
    {
      say: {
        zh: '内核重传的 SYN 碰上了空位：又连上了一个。',
        en: 'A SYN that a kernel sent again has found the free place: one more is connected.',
      },
      point: {
        zh: '那个客户端的 `connect`：过了约一秒才返回。',
        en: 'The client’s `connect`, which has returned after a second or so.',
      },
    },
    {
      say: { zh: '第二次 `accept`，又空出一个位置。', en: 'A second `accept` frees the next place.' },
      ask: { zh: '谁会得到它？什么时候？', en: 'Who will get it, and when?' },
    },
    {
      say: {
        zh: '四个都连上了。没有程序重试过，重试的是内核。',
        en: 'All four are connected. No program has tried twice: the kernels have.',
      },
    },
  ],
  end: {
    say: {
      zh: 'backlog 限制的是等候 `accept` 的连接。常 accept 的服务端不需要很大的 backlog。',
      en: 'The backlog bounds who waits for `accept`. A server that accepts often needs no large one.',
    },
    ask: {
      zh: '试试 backlog 为 0 的变式：能进来几个？',
      en: 'Try the variation with a backlog of 0: how many get in?',
    },
  },
};
