import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'by-hand': {
    begin: {
      say: {
        zh: '线路扣住，由你来丢。定时器用内核的默认值。',
        en: 'The wire is held, and you do the dropping. The timers are the kernel’s own.',
      },
      ask: {
        zh: '丢五次，程序会知道吗？它会重发吗？',
        en: 'Drop it five times: will the program know? Will it send again?',
      },
    },
    moves: [
      {
        say: {
          zh: '`send` 返回了 9，报文段扣在线路上。',
          en: '`send` has returned 9, and the segment is held.',
        },
        point: {
          zh: '只看不动时，卡片上会叠上副本。',
          en: 'While you only look, copies come to lie on the card.',
        },
      },
      {
        say: {
          zh: '丢了五次，内核每次都再发，间隔越来越长。服务端还阻塞在 `recv` 中。',
          en: 'It was dropped five times. The kernel sent it again each time, after longer and longer waits. The server is still blocked in `recv`.',
        },
        beware: {
          zh: '间隔加倍叫指数退避：网络堵了，急着重发只会更堵。',
          en: 'The waits double, which is called backoff: on a crowded network haste makes it worse.',
        },
      },
      {
        say: {
          zh: '这一份送到了，`recv` 带着 9 个字节返回。',
          en: 'This copy was delivered, and `recv` has returned with the 9 bytes.',
        },
      },
    ],
    end: {
      say: {
        zh: '程序只 send 了一次，`recv` 也只读到一遍。',
        en: 'The program sent once, and `recv` got it once.',
      },
    },
  },
  'drop-the-ack': {
    begin: {
      say: {
        zh: '数据会过去，丢的是服务端的 ACK。',
        en: 'The data will cross, and the server’s ACK will be lost.',
      },
      ask: {
        zh: '客户端会怎么想？服务端会读到两遍吗？',
        en: 'What will the client believe? Will the server read the data twice?',
      },
    },
    moves: [
      { say: { zh: '线路现在丢掉服务端发出的一切。', en: 'The wire loses all that the server sends now.' } },
      {
        say: {
          zh: '9 个字节到了，`recv` 也返回了。可是 ACK 丢了，客户端的发送缓冲区里还有它们。',
          en: 'The 9 bytes have arrived, and `recv` has returned. But the ACK was lost, and they are still in the client’s send buffer.',
        },
        point: {
          zh: '客户端的发送缓冲区，和时序图上丢掉的 ACK。',
          en: 'The client’s send buffer, and the lost ACK in the sequence.',
        },
      },
      {
        say: {
          zh: '客户端的内核又发了副本。服务端的内核认得出，只再回一个 ACK。',
          en: 'The client’s kernel has sent copies. The server’s kernel knows them, and only acknowledges again.',
        },
        point: {
          zh: '服务端的接收缓冲区：空的，副本没有进来。',
          en: 'The server’s receive buffer: it is empty, no copy has entered.',
        },
      },
      {
        say: {
          zh: '线路好了，下一个 ACK 会送到。',
          en: 'The wire is whole again. The next ACK will arrive.',
        },
      },
      {
        say: { zh: '服务端打印了一遍，只有一遍。', en: 'The server has printed it, once.' },
        beware: {
          zh: 'ACK 丢了也会重传，但字节不会重复：序号认得出。',
          en: 'A lost ACK brings copies, but no byte comes twice: its number tells.',
        },
      },
    ],
    end: {
      say: {
        zh: '发送方分不清是数据丢了还是 ACK 丢了，接收方用序号去掉重复的。',
        en: 'A sender cannot tell lost data from a lost ACK. The receiver sorts copies out by their numbers.',
      },
    },
  },
};
