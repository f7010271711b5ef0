import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'client-first': {
    begin: {
      say: {
        zh: '两个程序都停在第一行。服务端这次一行也不走。',
        en: 'Both programs stand at their first line. The server will not run one line this time.',
      },
      ask: {
        zh: '客户端 `connect`，会等服务端准备好吗？',
        en: 'The client calls `connect`. Will it wait until the server is ready?',
      },
    },
    moves: [
      {
        say: {
          zh: '`connect` 马上失败：`ConnectionRefusedError`。没有人监听 8080，服务端的内核用 RST 回答。',
          en: '`connect` has failed at once: `ConnectionRefusedError`. Nobody listens at 8080, so the server’s kernel answered with a RST.',
        },
        point: {
          zh: '时序图上的 SYN 和 RST，和客户端的错误。',
          en: 'The SYN and the RST in the sequence, and the client’s error.',
        },
        beware: {
          zh: '拒绝的是内核：服务端的程序还没有开始。',
          en: 'The refusal is the kernel’s. The server’s program has not even begun.',
        },
      },
    ],
    end: {
      say: {
        zh: '没有监听套接字，就没有连接。服务端必须先 `listen`。',
        en: 'Without a listening socket there is no connection. The server has to call `listen` first.',
      },
    },
  },
  'full-speed': {
    begin: {
      say: {
        zh: '同样的两个程序，线路自动递送，全速运行。',
        en: 'The same two programs, at full speed, on a wire that delivers by itself.',
      },
      ask: {
        zh: '这样跑一遍，报文段会比手动时多还是少？',
        en: 'Run like this, will there be more segments than by hand, or fewer?',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端先跑，阻塞在 `accept` 中。',
          en: 'The server runs first. It is blocked in `accept`.',
        },
      },
      {
        say: {
          zh: '一眨眼就完了：握手、7 个字节的请求、33 个字节的回复、关闭。',
          en: 'It is over in a moment: the handshake, the request of 7 bytes, the reply of 33 bytes, the close.',
        },
        point: { zh: '时序图。用 ← 一步步往回看。', en: 'The sequence. Go back through it with ←.' },
      },
      {
        say: { zh: '两个程序都正常结束了。', en: 'Both programs have ended well.' },
        ask: {
          zh: '找一找：哪个 ACK 没有单独发出，由谁捎带了？',
          en: 'Look for an ACK that was not sent by itself. Which segment carries it?',
        },
      },
    ],
    end: {
      say: {
        zh: 'ACK 可以搭数据或 FIN 的车，所以每次运行的报文段数可以不同。',
        en: 'An ACK may ride on data or on a FIN, so the number of segments may differ from run to run.',
      },
    },
  },
  '12-mb': {
    begin: {
      say: {
        zh: '客户端用 `sendall` 发 12 MB，服务端循环着收。',
        en: 'The client sends 12 MB with `sendall`, and the server receives in a loop.',
      },
      ask: {
        zh: '发送缓冲区装不下 12 MB。`sendall` 会怎么办？',
        en: 'A send buffer cannot hold 12 MB. What will `sendall` do?',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端在监听，阻塞在 `accept` 中。',
          en: 'The server listens, and is blocked in `accept`.',
        },
      },
      {
        say: {
          zh: '全部送到。`sendall` 一边等空位一边交，直到最后一个字节。',
          en: 'All has crossed. `sendall` handed the bytes over as room came free, to the last of them.',
        },
        point: {
          zh: '曲线：发送、确认、读取三条线一起往上走。',
          en: 'The plot: what is sent, acknowledged and read climbs together.',
        },
      },
      {
        say: {
          zh: '两个程序都结束了，每个字节都有着落。',
          en: 'Both programs have ended, and every byte is accounted for.',
        },
        beware: {
          zh: '一次 `recv` 取多少，要看当时有多少，并不总是 65536。',
          en: 'How much one `recv` takes depends on what is there. It is not always 65536.',
        },
      },
    ],
    end: {
      say: {
        zh: '数量大了，规矩没有变：缓冲区、窗口、确认。',
        en: 'The amount has grown, and the rules are the same: buffers, windows, acknowledgements.',
      },
    },
  },
};
