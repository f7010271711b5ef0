import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上，`text` 里是两个汉字。下一行要把它原样 send 出去。',
      en: 'Both are connected, and `text` has two characters. The next line sends them as they are.',
    },
    ask: { zh: '两个字是几个字节？', en: 'How many bytes are two characters?' },
  },
  moves: [
    {
      say: {
        zh: 'Python 抛出 `TypeError`，没有发生系统调用。',
        en: 'Python has raised a `TypeError`. No system call was made.',
      },
      point: {
        zh: '内核和线路：它们什么也没看到。',
        en: 'The kernels and the wire: they have seen nothing.',
      },
    },
    {
      say: {
        zh: '这句话说得明白：要的是 bytes，不是 `str`。',
        en: 'The message says what is missing: bytes, not `str`.',
      },
      beware: {
        zh: '抱怨的不是内核，Python 根本没有问它。',
        en: 'It is not the kernel that complains. Python did not even ask it.',
      },
    },
    {
      say: { zh: '`encode` 把文字变成了字节。', en: '`encode` has made bytes of the text.' },
      point: { zh: '变量里的 `text` 和 `data`。', en: '`text` and `data` among the variables.' },
    },
    {
      say: {
        zh: '2 个字符，6 个字节：`len` 给什么就数什么。',
        en: '2 characters, 6 bytes: `len` counts what it is given.',
      },
      point: { zh: '打印的 `2 6`。', en: 'The printed line, `2 6`.' },
    },
    {
      say: {
        zh: '`send` 返回 6，过去的是 6 个字节。',
        en: '`send` has returned 6, and 6 bytes have crossed.',
      },
      point: {
        zh: '缓冲区里的格子：每个汉字占三格。',
        en: 'Each character spans three cells of the buffer.',
      },
    },
    {
      say: { zh: '`recv` 给的是字节，6 个。', en: '`recv` gives bytes, 6 of them.' },
      ask: { zh: '要变回文字，服务端得知道什么？', en: 'What must the server know to make text of them?' },
    },
    {
      say: {
        zh: '服务端数出 6，`decode` 又变回两个字。',
        en: 'The server counts 6, and `decode` makes two characters again.',
      },
      beware: {
        zh: '能成功是因为两边都用 UTF-8，线路上可没有写明。',
        en: 'It works because both use UTF-8. Nothing on the wire says so.',
      },
    },
  ],
  end: {
    say: {
      zh: '套接字搬运的是字节。文字怎样变成字节，两边要约定好。',
      en: 'A socket carries bytes. Both sides have to agree how text becomes bytes.',
    },
    ask: {
      zh: '变式里按 GBK 发、按 UTF-8 读，服务端会打印什么？',
      en: 'The variation sends GBK and reads it as UTF-8. What will the server print?',
    },
  },
};
