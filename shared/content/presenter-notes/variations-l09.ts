import { client, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  gbk: {
    way: [server(5), client(2), client(4), client(2), client(), server(2), server()],
    begin: {
      say: {
        zh: '客户端用 `gbk` 编码，服务端还按 `utf-8` 解码。',
        en: 'The client encodes as `gbk`, and the server decodes as `utf-8`.',
      },
      ask: {
        zh: '两个汉字会是几个字节？服务端读得懂吗？',
        en: 'How many bytes will the two characters be, and can the server read them?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '直接 send 字符串，还是 `TypeError`：和编码无关。',
          en: 'Sending the str itself is a `TypeError` as before. The encoding has no part in that.',
        },
      },
      {
        say: {
          zh: '2 个字符，4 个字节：GBK 里每个汉字两个字节。',
          en: '2 characters, 4 bytes: in GBK each of them is two.',
        },
      },
      {
        say: {
          zh: '4 个字节过去了，内核只管搬运。',
          en: 'The 4 bytes have crossed. The kernels only carry them.',
        },
      },
      {
        say: {
          zh: '服务端收到 4 个字节，一个不少。',
          en: 'The server has received 4 bytes, and none is missing.',
        },
        ask: {
          zh: '一个字节也没有丢，那么 `decode` 会出错吗？',
          en: 'No byte was lost. Can `decode` fail all the same?',
        },
      },
      {
        say: {
          zh: '`UnicodeDecodeError`：这 4 个字节不是 UTF-8。服务端的程序结束了。',
          en: '`UnicodeDecodeError`: these 4 bytes are no UTF-8. The server’s program is over.',
        },
        beware: {
          zh: '不是网络传坏了，是两边用的编码不同。',
          en: 'The network spoiled nothing. The two sides use different encodings.',
        },
      },
    ],
    end: {
      say: {
        zh: '字节里不写着编码，两边要事先约定。',
        en: 'Bytes do not say how they were encoded. Both sides have to agree on it.',
      },
    },
  },
  emoji: {
    way: [server(5), client(2), client(4), client(2), client(), server(2), server()],
    begin: {
      say: {
        zh: '文字换成了一个表情符号，两边都用 `utf-8`。',
        en: 'The text is one emoji now, and both sides use `utf-8`.',
      },
      ask: { zh: '一个字符，会是几个字节？', en: 'One character: how many bytes will it be?' },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '直接 send 字符串，照样是 `TypeError`。',
          en: 'Sending the str itself is a `TypeError` as before.',
        },
      },
      { say: { zh: '`1 4`：1 个字符，4 个字节。', en: '`1 4`: 1 character, 4 bytes.' } },
      { say: { zh: '4 个字节过去了。', en: 'The 4 bytes have crossed.' } },
      {
        say: {
          zh: '服务端收到 4 个字节。它还不知道那是一个字符。',
          en: 'The server has received 4 bytes, and does not know yet that they are one character.',
        },
      },
      {
        say: {
          zh: '解码成功，打印出来的和发出的一样。',
          en: 'They are decoded, and what is printed is what was sent.',
        },
      },
    ],
    end: {
      say: { zh: '`len` 数字符，套接字数字节。', en: '`len` counts characters, and a socket counts bytes.' },
    },
  },
};
