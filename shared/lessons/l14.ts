import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
} from '../programs/phrases.ts';
import {
  assign,
  attempt,
  bytes,
  leaveLoop,
  literal,
  method,
  name,
  not,
  operation,
  when,
  whileLoop,
} from '../programs/build.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

/**
 * L14 shows that a recv may end in the middle of a character, so that only whole characters can be decoded.
 */
export const l14: Lesson = {
  id: 'L14',
  title: { zh: '被劈开的汉字', en: 'A character cut in two' },
  task: {
    zh: '“你好”是 6 个字节，服务端第一次只取 4 个。解码这 4 个字节，看会怎样。',
    en: '你好 (“hello”) is 6 bytes, and the server’s first recv takes 4. Decode these 4 bytes and see what happens.',
  },
  myth: {
    zh: 'decode 会自动等剩下的字节，或者把缺的补上。',
    en: 'decode waits for the missing bytes, or repairs them.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: { statements: [...connectedClient(), sendText('s', 'message', '你好'), close('s')] },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        receive('conn', 'data', 4),
        attempt([print(decoded('data'))], 'UnicodeDecodeError', 'e', print(name('e'))),
        receive('conn', 'rest', 1024, 'rest_size'),
        print(method(operation(name('data'), '+', name('rest')), 'decode')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(5), client(2)],
  moves: [
    client(),
    { type: 'wait', until: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 6 } },
    server(),
    server(),
    server(2),
    server(2),
  ],
  predictions: [
    {
      id: 'decode',
      before: 3,
      until: 3,
      question: {
        zh: 'data 是 e4 bd a0 e5：“你”的三个字节，“好”的第一个。data.decode() 会怎样？',
        en: 'data is e4 bd a0 e5: the three bytes of 你 and the first of 好. What will data.decode() do?',
      },
      options: [
        {
          text: { zh: '得到“你”', en: 'It gives 你' },
          because: {
            zh: 'decode 不会悄悄扔掉最后那个字节。',
            en: 'decode does not quietly throw the last byte away.',
          },
          when: { fact: 'prints', program: 'server', includes: '你' },
        },
        {
          text: { zh: '得到“你�”', en: 'It gives 你�' },
          because: {
            zh: "那是 decode('utf-8', 'replace')；默认是 strict，遇到坏字节就抛出异常。",
            en: "That is decode('utf-8', 'replace'). The default is strict, which raises.",
          },
          when: { fact: 'prints', program: 'server', includes: '�' },
        },
        {
          text: { zh: '抛出异常', en: 'It raises an exception' },
          because: {
            zh: 'e5 说后面还有两个字节，可是没有了：UnicodeDecodeError。',
            en: 'e5 announces two more bytes, and there are none: UnicodeDecodeError.',
          },
          when: { fact: 'raises', program: 'server', exception: 'UnicodeDecodeError' },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: '第一次 recv 得到 4 个字节', en: 'The first recv got 4 bytes' },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 1, value: 4 },
    },
    {
      text: { zh: '解码这 4 个字节：UnicodeDecodeError', en: 'Decoding these 4 bytes: UnicodeDecodeError' },
      fact: {
        fact: 'all',
        of: [
          { fact: 'raises', program: 'server', exception: 'UnicodeDecodeError' },
          { fact: 'prints', program: 'server', includes: '0xe5' },
        ],
      },
    },
    {
      text: { zh: '第二次得到剩下的 2 个', en: 'The second got the other 2' },
      fact: { fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 2 },
    },
    {
      text: { zh: '拼起来再解码，就是“你好”', en: 'Put together and then decoded, they are 你好' },
      fact: { fact: 'prints', program: 'server', includes: '你好' },
    },
  ],
  explanation: [
    {
      zh: 'TCP 不知道什么是字符：`recv` 在哪个字节停下都可以，也可以停在一个汉字的*中间*。',
      en: 'TCP knows nothing of characters: `recv` may stop at any byte, also in the *middle* of a character.',
    },
    {
      zh: '所以先把字节收齐，再 `decode`。消息有长度或分隔符（L12），就知道什么时候收齐了。要边收边解，用增量解码器（`codecs.getincrementaldecoder`）：它把不完整的字节留到下一次。',
      en: 'So collect the bytes first, then `decode`. A length or a separator (L12) tells when they are complete. To decode while bytes still come, use an incremental decoder (`codecs.getincrementaldecoder`): it keeps an unfinished character for the next call.',
    },
  ],
  variations: [
    {
      id: 'replace',
      title: { zh: '用 replace 解码', en: 'Decode with replace' },
      text: {
        zh: "两段各自 decode('utf-8', 'replace')。没有异常了，可是“好”还在吗？",
        en: "Each part is decoded by itself, with decode('utf-8', 'replace'). There is no exception now, but is 好 still there?",
      },
      programs: {
        server: {
          statements: [
            ...listeningServer(),
            acceptFrom('srv'),
            receive('conn', 'data', 4),
            print(method(name('data'), 'decode', literal('utf-8'), literal('replace'))),
            receive('conn', 'rest', 1024, 'rest_size'),
            print(method(name('rest'), 'decode', literal('utf-8'), literal('replace'))),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
    {
      id: 'collect',
      title: { zh: '收齐再解码', en: 'Collect, then decode' },
      text: {
        zh: "循环取到 b''（客户端关闭）为止，最后只解码一次。把 4 改成别的数，结果会变吗？",
        en: "A loop takes bytes until b'', when the client has closed, and decodes once at the end. Does another number than 4 change the result?",
      },
      programs: {
        server: {
          statements: [
            ...listeningServer(),
            acceptFrom('srv'),
            assign('data', bytes('')),
            whileLoop(
              literal(true),
              receive('conn', 'part', 4),
              when(not(name('part')), [leaveLoop]),
              assign('data', operation(name('data'), '+', name('part'))),
            ),
            print(decoded('data')),
            close('conn'),
            close('srv'),
          ],
        },
      },
    },
  ],
};
