import { server, step } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'backlog-0': {
    way: [
      server(4),
      step('client', 2),
      step('client2', 2),
      server(),
      { type: 'wait', until: { fact: 'returns', program: 'client2', call: 'connect' } },
    ],
    begin: {
      say: { zh: '这次是 `listen(0)`。', en: 'This time it is `listen(0)`.' },
      ask: {
        zh: 'backlog 为 0，还能有客户端连上吗？先举手表决。',
        en: 'With a backlog of 0, can any client be connected? Let them vote first.',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端在监听，还不 `accept`。',
          en: 'The server listens, and does not call `accept` yet.',
        },
      },
      {
        say: {
          zh: '第一个客户端连上了：`ESTABLISHED`。backlog 是 0，也装得下一个。',
          en: 'The first client is connected: `ESTABLISHED`. A backlog of 0 holds one all the same.',
        },
        point: { zh: '全连接队列里的那一条连接。', en: 'The one connection in the accept queue.' },
      },
      {
        say: {
          zh: '第二个阻塞在 `connect` 中：队列满了，它的 SYN 被悄悄丢掉。',
          en: 'The second is blocked in `connect`: the queue is full, and its SYN is dropped in silence.',
        },
        beware: {
          zh: '满了不等于拒绝：没有 RST，客户端会再试。',
          en: 'A full queue refuses nobody. There is no RST, and the client will try again.',
        },
      },
      {
        say: {
          zh: '`accept` 取走了一个，队列空出了位置。',
          en: '`accept` has taken one, and there is a place in the queue.',
        },
        ask: {
          zh: '第二个客户端怎么知道有位置了？',
          en: 'How does the second client learn that there is a place?',
        },
      },
      {
        say: {
          zh: '它的内核又发了 SYN，这回有位置：第二个客户端也连上了。',
          en: 'Its kernel has sent the SYN again, and found a place: the second client is connected, too.',
        },
      },
    ],
    end: {
      say: {
        zh: 'Linux 的队列总比 backlog 多装一个，所以 0 也能用。',
        en: 'A queue of Linux holds one more than its backlog says, so that 0 works, too.',
      },
    },
  },
  'close-the-listener': {
    way: [
      server(4),
      step('client', 2),
      step('client2', 2),
      step('client3', 2),
      step('client4', 2),
      server(),
      server(),
      {
        type: 'wait',
        until: {
          fact: 'all',
          of: [
            { fact: 'fails', program: 'client3', call: 'connect', errno: 'ECONNREFUSED' },
            { fact: 'fails', program: 'client4', call: 'connect', errno: 'ECONNREFUSED' },
          ],
        },
      },
      step('client2'),
      server(),
      step('client'),
    ],
    begin: {
      say: {
        zh: '服务端只 `accept` 一个，就关闭监听套接字。',
        en: 'The server will `accept` one client, and then close the listener.',
      },
      ask: {
        zh: '已取走的、在排队的、还在等的：三种客户端各会怎样？',
        en: 'One is accepted, one queued, others still wait. What will become of each?',
      },
    },
    moves: [
      { say: { zh: '服务端在监听，backlog 是 1。', en: 'The server listens, with a backlog of 1.' } },
      {
        say: {
          zh: '第一个客户端连上了，排在队列里。',
          en: 'The first client is connected, and in the queue.',
        },
      },
      {
        say: {
          zh: '第二个也连上了，排在它后面。',
          en: 'The second is connected, too, and stands behind it.',
        },
      },
      {
        say: {
          zh: '第三个阻塞在 `connect` 中：队列满了。',
          en: 'The third is blocked in `connect`: the queue is full.',
        },
      },
      {
        say: { zh: '第四个也一样。', en: 'So is the fourth.' },
        point: {
          zh: '四个客户端的状态：两个 `ESTABLISHED`，两个 `SYN_SENT`。',
          en: 'The four clients’ states: two `ESTABLISHED`, two `SYN_SENT`.',
        },
      },
      { say: { zh: '`accept` 取走了第一个。', en: '`accept` has taken the first.' } },
      {
        say: {
          zh: '监听套接字关了。排着队的那个收到了 RST：它的连接没有了。',
          en: 'The listener is closed. The client in the queue was sent a RST: its connection is gone.',
        },
        point: {
          zh: '第二个客户端的套接字：从 `ESTABLISHED` 到 `CLOSE`。',
          en: 'The second client’s socket: it was `ESTABLISHED`, and is in `CLOSE` now.',
        },
        beware: {
          zh: '第二个客户端的 `connect` 早就成功了，它的程序还不知道。',
          en: 'The second client’s `connect` succeeded long ago, and its program does not know yet.',
        },
      },
      {
        say: {
          zh: '还在等的两个又发了 SYN，这回没有人监听了：`ECONNREFUSED`。',
          en: 'The two that waited have sent their SYNs again, and nobody listens any more: `ECONNREFUSED`.',
        },
      },
      {
        say: {
          zh: '第二个客户端一 `recv` 就知道了：`ECONNRESET`。',
          en: 'The second client learns it from its `recv`: `ECONNRESET`.',
        },
      },
      {
        say: {
          zh: '服务端关闭了已取走的连接：这一个是正常关闭，发的是 FIN。',
          en: 'The server has closed the connection that it took. That is an orderly close, by a FIN.',
        },
      },
      {
        say: {
          zh: '第一个客户端的 `recv` 得到 0 个字节：对方说完了。',
          en: 'The first client’s `recv` has got 0 bytes: the other side has finished.',
        },
      },
    ],
    end: {
      say: {
        zh: '三种下场：正常结束、被重置、被拒绝。只有取走的那一个得到了服务。',
        en: 'Three fates: an orderly end, a reset, a refusal. Only the one that was accepted was served.',
      },
    },
  },
};
