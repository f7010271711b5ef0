import { client, deliver, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  lost: {
    way: [
      server(),
      client(),
      { type: 'drop', what: 'data', from: 'client', times: 1 },
      { type: 'wait', until: { fact: 'sent', from: 'client', what: 'data', copies: true } },
      { type: 'deliver', what: 'data', from: 'client', times: 1 },
      { type: 'deliver', what: 'ACK', from: 'server', times: 1 },
    ],
    begin: {
      say: {
        zh: '开头和原来一样，但定时器用内核的默认值：谁也不动手，内核也会重传。',
        en: 'It begins as the lesson does, but with the kernel’s own timers: the kernel sends again by itself.',
      },
      beware: {
        zh: '主按钮会递送，不会丢弃。丢弃要你自己来：选中线路上的卡片，按 X。',
        en: 'The primary button delivers and never drops. Dropping is up to you: select the card on the wire, then X.',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端阻塞在 `recv` 中，和原来一样。',
          en: 'The server is blocked in `recv`, as in the lesson.',
        },
      },
      {
        say: {
          zh: '`send` 返回了 7。报文段还扣在线路上。',
          en: '`send` has returned 7. The segment is held on the wire.',
        },
        ask: {
          zh: '如果现在丢掉它，`send` 会改口说失败吗？',
          en: 'If it is dropped now, can `send` still fail?',
        },
      },
      {
        say: {
          zh: '报文段没有了。客户端的程序毫不知情，7 个字节还在它的发送缓冲区里。',
          en: 'The segment is gone. The client’s program knows nothing of it, and its 7 bytes are still in the send buffer.',
        },
        point: {
          zh: '客户端的发送缓冲区：7 个字节都在。',
          en: 'The client’s send buffer: all 7 bytes are there.',
        },
        ask: { zh: '谁会发现它丢了？怎样发现？', en: 'Who will notice the loss, and how?' },
      },
      {
        say: {
          zh: '重传定时器到时，内核又发了一份副本。程序没有再调用什么。',
          en: 'The retransmission timer has run out, and the kernel has sent a copy. The program has called nothing.',
        },
        beware: {
          zh: '不是客户端的程序重发，是它的内核。',
          en: 'It is not the program that sends again, but its kernel.',
        },
      },
      {
        say: {
          zh: '副本到了，`recv` 带着 7 个字节返回：和没有丢时一样。',
          en: 'The copy has arrived, and `recv` has returned with the 7 bytes, as if nothing had been lost.',
        },
      },
      {
        say: {
          zh: 'ACK 到了，客户端的内核丢弃这 7 个字节，不再重传。',
          en: 'The ACK has arrived: the client’s kernel lets the 7 bytes go, and sends them no more.',
        },
      },
    ],
    end: {
      say: {
        zh: '丢失由内核补救，两个程序只看到慢了一些。',
        en: 'The kernels have made up for the loss. The programs saw nothing but a delay.',
      },
    },
  },
  late: {
    way: [client(3), deliver, server()],
    begin: {
      say: {
        zh: '和原来一样连好、扣住线路。这一次服务端先不 `recv`。',
        en: 'Connected and held as before. This time the server does not call `recv` yet.',
      },
      ask: {
        zh: '服务端还没有要，字节能过去吗？会在哪里等？',
        en: 'The server has not asked for anything. Can bytes cross, and where would they wait?',
      },
    },
    moves: [
      {
        say: {
          zh: '客户端 send 三次，每次都马上返回。15 个字节都在它的发送缓冲区里。',
          en: 'The client has sent three times, and no call waited. All 15 bytes are in its send buffer.',
        },
        point: {
          zh: '线路上只有一张卡片，只带 7 个字节。',
          en: 'There is one card on the wire, with 7 bytes only.',
        },
        beware: { zh: '三次 send 不等于三个报文段。', en: 'Three sends are not three segments.' },
      },
      {
        say: {
          zh: '都送到了：15 个字节在服务端的接收缓冲区里。没有程序要过它们。',
          en: 'All has crossed: 15 bytes are in the server’s receive buffer, and no program has asked for them.',
        },
        ask: {
          zh: '`recv` 现在会阻塞吗？会取到几个字节？',
          en: 'Will `recv` wait now, and how many bytes will it get?',
        },
      },
      {
        say: {
          zh: '`recv` 没有等，一次取走了 15 个字节。',
          en: '`recv` did not wait, and has taken 15 bytes at once.',
        },
      },
    ],
    end: {
      say: {
        zh: '先到的数据在接收缓冲区里等。先收还是先发，程序不必约好。',
        en: 'Data that comes early waits in the receive buffer. The programs need not agree on who comes first.',
      },
    },
  },
};
