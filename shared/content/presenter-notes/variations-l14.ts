import { client, runOn, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  replace: {
    way: [server(5), client(2), client(), server(2), server(2)],
    begin: {
      say: {
        zh: '服务端分两段收，每段各自解码，用 `replace`。',
        en: 'The server receives in two parts, and decodes each by itself, with `replace`.',
      },
      ask: {
        zh: '不会有异常了。可是字还在吗？',
        en: 'There will be no exception. But is the text still there?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '两个汉字，6 个字节，都在服务端的接收缓冲区里。',
          en: 'Two characters, 6 bytes, all in the server’s receive buffer.',
        },
      },
      {
        say: {
          zh: '取了 4 个：第一个字完整，后面那个字节换成了替代符。',
          en: 'It took 4: the first character is whole, and the byte behind it became a replacement mark.',
        },
        point: {
          zh: '打印的内容，和留下的 2 个字节。',
          en: 'What is printed, and the 2 bytes that are left.',
        },
      },
      {
        say: {
          zh: '剩下的 2 个字节也解不出来：只有替代符。',
          en: 'The 2 bytes that were left make no character either: nothing but marks.',
        },
        beware: {
          zh: '`replace` 没有修好，只是把错误藏起来了，字已经没有了。',
          en: '`replace` mends nothing. It hides the error, and the character is gone.',
        },
      },
    ],
    end: {
      say: {
        zh: '错在切开了一个字再解码。要先收齐。',
        en: 'The mistake is to decode a character that was cut. Collect first.',
      },
    },
  },
  collect: {
    way: [server(5), client(2), client(), runOn('server'), client()],
    begin: {
      say: {
        zh: "服务端循环着收，收到 `b''` 为止，最后解码一次。",
        en: "The server collects until `b''`, and decodes once at the end.",
      },
      ask: {
        zh: '每次只取 4 个，会切开汉字。这次要紧吗？',
        en: 'It takes 4 at a time, which cuts a character. Does that matter now?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      { say: { zh: '6 个字节到了服务端的接收缓冲区。', en: '6 bytes are in the server’s receive buffer.' } },
      {
        say: {
          zh: '先 4 个，再 2 个，都接到 `data` 后面。然后又阻塞在 `recv` 中：还没有结束。',
          en: '4 came, then 2, and both were added to `data`. It is blocked in `recv` again: the end is not there yet.',
        },
        ask: {
          zh: '字节都收到了，它还在等什么？',
          en: 'It has got all bytes. What is it still waiting for?',
        },
      },
      {
        say: {
          zh: '客户端关闭，`recv` 返回 0 个字节，循环结束，解码成功。',
          en: 'The client has closed, `recv` returned 0 bytes, the loop ended, and the text was decoded.',
        },
        beware: {
          zh: '只有对方关闭才知道收齐了。不关的连接要用长度。',
          en: 'Here only the peer’s close says that all is there. A connection that stays open needs a length.',
        },
      },
    ],
    end: {
      say: {
        zh: '先收齐，再解码：取多少都行。',
        en: 'Collect first, then decode: then any size of parts will do.',
      },
    },
  },
};
