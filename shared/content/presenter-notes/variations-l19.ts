import { client, deliver, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'send-after-shutdown': {
    way: [server(5), client(2), deliver, client(2), client(2), deliver, { type: 'run', program: 'server' }],
    begin: {
      say: {
        zh: '客户端 `shutdown` 以后，还想再发一次。',
        en: 'After its `shutdown` the client wants to send once more.',
      },
      ask: { zh: '会怎样？会有报文段出现吗？', en: 'What will happen? Will there be a segment?' },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: 'SYN 扣在线路上。', en: 'The SYN is held.' } },
      { say: { zh: '握手送完了。', en: 'The handshake is complete.' } },
      {
        say: {
          zh: '5 个字节，和后面的 FIN：这一个方向说完了。',
          en: '5 bytes, and the FIN behind them: this direction is over.',
        },
      },
      {
        say: {
          zh: '`send` 失败了：`EPIPE`。线路上没有多出什么。',
          en: '`send` has failed: `EPIPE`. Nothing more has come on the wire.',
        },
        point: { zh: '线路上还是那两张卡片。', en: 'The same two cards on the wire.' },
        beware: {
          zh: '是自己的内核拒绝的，和对方无关，也不用等 RST。',
          en: 'Its own kernel refused. The other side has no part in it, and no RST was needed.',
        },
      },
      {
        say: {
          zh: '数据和 FIN 都到了，服务端：`CLOSE_WAIT`。',
          en: 'The data and the FIN have arrived. The server is in `CLOSE_WAIT`.',
        },
      },
      {
        say: {
          zh: '服务端读完，回复，关闭：另一个方向照常。',
          en: 'The server has read all, replied and closed: the other direction works as ever.',
        },
      },
    ],
    end: {
      say: {
        zh: '`shutdown` 只关自己发的方向，关了就不能再发。',
        en: '`shutdown` closes one’s own direction of sending, and that is final.',
      },
      ask: { zh: '客户端还收得到服务端的回复吗？', en: 'Can the client still receive the server’s reply?' },
    },
  },
};
