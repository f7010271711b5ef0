import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上。两个汉字是 6 个字节，服务端第一次 `recv` 只取 4 个。',
      en: 'They are connected. Two characters are 6 bytes, and the server’s first `recv` takes 4.',
    },
    ask: { zh: '会在哪个字中间切开？', en: 'Where in the text is the cut?' },
  },
  moves: [
    { say: { zh: '客户端发了 6 个字节。', en: 'The client has sent 6 bytes.' } },
    {
      say: { zh: '它们在服务端的接收缓冲区里。', en: 'They are in the server’s receive buffer.' },
      point: { zh: '格子：每个汉字下面三格。', en: 'Three cells under each character.' },
    },
    {
      say: {
        zh: '`recv(4)` 取走了一个字，和下一个字的第一个字节。',
        en: '`recv(4)` has taken one character, and the first byte of the next.',
      },
      point: {
        zh: '断开的括号：1 个字节在这边，2 个还在缓冲区里。',
        en: 'The torn bracket: 1 byte here, 2 bytes still in the buffer.',
      },
    },
    {
      say: {
        zh: '`decode` 抛出 `UnicodeDecodeError`：有一个字不完整。',
        en: '`decode` has raised a `UnicodeDecodeError`: a character is not complete.',
      },
      beware: {
        zh: '它既不等缺的字节，也不会补。',
        en: 'It neither waits for the other bytes nor invents them.',
      },
    },
    {
      say: {
        zh: '这句话指出了是哪个字节：`0xe5`，它说后面还有两个。',
        en: 'The message names the byte, `0xe5`, which announced two more.',
      },
    },
    {
      say: {
        zh: '剩下的 2 个取到了，拼起来再解码，一切正常。',
        en: 'The other 2 bytes have come, and both parts together decode well.',
      },
      point: {
        zh: '`data + rest`：先拼起来，再解码。',
        en: 'The expression with `data + rest`: first joined, then decoded.',
      },
    },
  ],
  end: {
    say: {
      zh: 'TCP 不知道什么是字符。先收齐字节，再解码。',
      en: 'TCP knows no characters. Collect the bytes, then decode.',
    },
    beware: {
      zh: '只用简短的 ASCII 文字试过的程序，看不出这个毛病。',
      en: 'A program that was only tried with short ASCII texts never shows this.',
    },
  },
};
