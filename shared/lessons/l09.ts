import { acceptFrom, close, connectedClient, listeningServer, print, receive } from '../programs/phrases.ts';
import { assign, attempt, call, method, name, parameter, perform } from '../programs/build.ts';
import type { Expression } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const encoding = (): Expression => parameter('encoding', 'encoding', 'utf-8');
const length = (of: string): Expression => call('len', name(of));

/**
 * L9 shows that a socket carries bytes. encode() turns str into bytes, and Python refuses str before it calls
 * the kernel.
 */
export const l09: Lesson = {
  id: 'L9',
  title: { zh: '文字不是字节', en: 'Text is not bytes' },
  task: {
    zh: '先直接 send 一个 str，再 encode 以后 send。数一数线路上走了几个字节。',
    en: 'Send a str as it is, then send it encoded. Count the bytes that cross the wire. 你好 means “hello”.',
  },
  myth: {
    zh: "len('你好') 是 2，所以发出去 2 个字节。",
    en: "len('你好') is 2, so 2 bytes are sent.",
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        assign('text', parameter('message', 'text', '你好')),
        attempt([perform(method(name('s'), 'send', name('text')))], 'TypeError', 'e', print(name('e'))),
        assign('data', method(name('text'), 'encode', encoding())),
        print(length('text'), length('data')),
        perform(method(name('s'), 'send', name('data'))),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn'),
        print(length('data')),
        print(method(name('data'), 'decode', encoding())),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2), client()],
  moves: [client(), client(2), client(), client(), client(), server(), server(2)],
  predictions: [
    {
      id: 'str',
      before: 0,
      until: 1,
      question: {
        zh: '客户端要执行 s.send(text)，text 是字符串。会怎样？',
        en: 'The client is about to run s.send(text), and text is a str. What will happen?',
      },
      options: [
        {
          text: { zh: 'Python 自动编码后发出', en: 'Python encodes it and sends it' },
          because: {
            zh: 'Python 不替你选编码；socket 只收 bytes。',
            en: 'Python chooses no encoding for you; a socket takes bytes only.',
          },
          when: { fact: 'returns', program: 'client', call: 'send' },
        },
        {
          text: { zh: '内核返回一个错误', en: 'The kernel returns an error' },
          because: {
            zh: '内核根本没有被调用：参数在 Python 里就没通过检查。',
            en: 'The kernel is never asked: the argument does not pass Python’s own check.',
          },
          when: { fact: 'raises', program: 'client', exception: 'OSError' },
        },
        {
          text: { zh: 'Python 抛出 TypeError', en: 'Python raises a TypeError' },
          because: {
            zh: "系统调用之前就抛出了：a bytes-like object is required, not 'str'。",
            en: "Before any system call: a bytes-like object is required, not 'str'.",
          },
          when: { fact: 'raises', program: 'client', exception: 'TypeError' },
        },
      ],
    },
    {
      id: 'bytes',
      before: 4,
      until: 4,
      question: {
        zh: "客户端 send 编码后的 '你好'（UTF-8）。返回几？",
        en: "The client sends '你好' encoded as UTF-8. What will send return?",
      },
      options: [
        {
          text: { zh: '2', en: '2' },
          because: {
            zh: '2 是字符数。send 返回的是字节数。',
            en: '2 is the number of characters. send returns bytes.',
          },
          when: { fact: 'returns', program: 'client', call: 'send', value: 2 },
        },
        {
          text: { zh: '4', en: '4' },
          because: {
            zh: '每个汉字两个字节是 GBK；UTF-8 里是三个。',
            en: 'Two bytes for each of these characters is GBK; in UTF-8 it is three.',
          },
          when: { fact: 'returns', program: 'client', call: 'send', value: 4 },
        },
        {
          text: { zh: '6', en: '6' },
          because: {
            zh: '这两个汉字在 UTF-8 里各占三个字节：e4 bd a0 和 e5 a5 bd。',
            en: 'Each of these characters is three bytes in UTF-8: e4 bd a0 and e5 a5 bd.',
          },
          when: { fact: 'returns', program: 'client', call: 'send', value: 6 },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: 'send(str)：TypeError，没有系统调用', en: 'send(str): a TypeError, and no system call' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'raises', program: 'client', exception: 'TypeError' },
          // Only one send entered the kernel: the one that returned 6.
          { fact: 'returns', program: 'client', call: 'send', nth: 1, value: 6 },
        ],
      },
    },
    {
      text: { zh: '2 个字符，6 个字节', en: '2 characters, 6 bytes' },
      fact: { fact: 'prints', program: 'client', includes: '2 6' },
    },
    {
      text: {
        zh: '服务端收到 6 个字节，解码成 2 个字符',
        en: 'The server received 6 bytes and decoded 2 characters',
      },
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'server', call: 'recv', value: 6 },
          { fact: 'prints', program: 'server', includes: '你好' },
        ],
      },
    },
  ],
  explanation: [
    {
      zh: '套接字搬运的是*字节*。`encode` 把 `str` 变成 `bytes`，`decode` 变回来；两边要用*同一种编码*。',
      en: 'A socket carries *bytes*. `encode` makes `bytes` of a `str`, `decode` makes a `str` again; both sides have to use *the same encoding*.',
    },
    {
      zh: 'UTF-8 里 ASCII 字符占一个字节，常用汉字占三个，许多表情符号占四个。所以 `len(text)` 和 `len(data)` 是两个数。',
      en: 'In UTF-8 an ASCII character is one byte, most Chinese characters are three, many emoji four. So `len(text)` and `len(data)` are two numbers.',
    },
    {
      zh: '`send(str)` 在 Python 里就失败了，内核从不知道有过这次调用。',
      en: '`send(str)` fails inside Python; the kernel never learns of that call.',
    },
  ],
  variations: [
    {
      id: 'gbk',
      title: { zh: '用 GBK 发，用 UTF-8 收', en: 'Send GBK, read it as UTF-8' },
      text: {
        zh: '客户端改用 gbk 编码。线路上是几个字节？服务端 decode 时会怎样？',
        en: 'The client encodes as gbk. How many bytes cross the wire, and what becomes of the server’s decode?',
      },
      set: [{ program: 'client', parameter: 'encoding', value: 'gbk' }],
    },
    {
      id: 'emoji',
      title: { zh: '换成表情符号', en: 'With an emoji' },
      text: {
        zh: '把文字改成一个表情符号 😀。一个字符，几个字节？',
        en: 'Make the text one emoji, 😀. One character: how many bytes?',
      },
      set: [{ program: 'client', parameter: 'message', value: '😀' }],
    },
  ],
};
