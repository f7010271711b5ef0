import { client, runOn, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  nodelay: {
    way: [server(5), client(3), client(2), server()],
    begin: {
      say: {
        zh: '客户端打开了 `TCP_NODELAY`：小数据也马上发。',
        en: 'The client sets `TCP_NODELAY`: small data leaves at once.',
      },
      ask: {
        zh: '许多人说这样就不会“粘”了。你们信吗？',
        en: 'Many say that bytes no longer stick together then. Who believes it?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '选项设好，也连上了。', en: 'The option is set, and the client is connected.' } },
      {
        say: {
          zh: '两次 send，两个报文段，每个 6 个字节。',
          en: 'Two sends made two segments of 6 bytes each.',
        },
        point: {
          zh: '服务端的接收缓冲区：12 个字节连在一起。',
          en: 'The server’s receive buffer: 12 bytes side by side.',
        },
      },
      {
        say: { zh: '一次 `recv` 还是取走了全部 12 个。', en: 'One `recv` has taken all 12 all the same.' },
        beware: {
          zh: '关掉 Nagle 改的是发送的时机，改不了字节流。',
          en: 'Without Nagle bytes leave at other times. The stream stays a stream.',
        },
      },
    ],
    end: {
      say: {
        zh: '要分开消息，得靠程序，不靠选项。',
        en: 'To keep messages apart is up to the programs. No option does it.',
      },
    },
  },
  'length-prefix': {
    way: [server(6), client(3), runOn('client'), runOn('server')],
    begin: {
      say: {
        zh: '现在每条消息前面有 4 个字节的长度，`send_message` 和 `read_message` 各管一边。',
        en: 'Now each message begins with its length in 4 bytes: `send_message` here, `read_message` there.',
      },
      ask: {
        zh: '都连在一起了，服务端怎样知道在哪里切开？',
        en: 'The bytes lie side by side. How will the server know where to cut?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '两条消息都发了，每条 4 + 6 个字节，接着就关闭了。',
          en: 'Both messages are sent, 4 + 6 bytes each, and the client has closed.',
        },
      },
      {
        say: {
          zh: '先读 4 个，再读 6 个，再来一遍：两条消息分开打印。',
          en: 'It read 4, then 6, and the same again: two messages, printed apart.',
        },
        beware: {
          zh: '这里的 `recv` 碰巧一次取够。真要可靠，得循环到取够为止（L13）。',
          en: 'Here each `recv` happened to get enough. To be sure, one has to loop until there is enough (L13).',
        },
      },
    ],
    end: {
      say: {
        zh: '边界写在数据里，怎样粘都不怕。',
        en: 'With the boundaries in the data, it does not matter how bytes are put together.',
      },
    },
  },
};
