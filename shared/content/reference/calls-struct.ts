import type { CallEntry } from './entry.ts';

/* Python's struct module. Its calls were tried with CPython 3.11. */

const NO_BUFFER = { zh: '不碰任何缓冲区。', en: 'No buffer is touched.' };
const NEVER = { zh: '从不等待。', en: 'Never.' };

export const STRUCT: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'pack',
    signature: 'struct.pack(format, *values) → bytes',
    systemCall: null,
    text: {
      zh: '把整数按格式写成字节：`"!I"` 是网络字节序的 4 字节，`"ii"` 是 C 的两个 int。这里只有整数的格式。',
      en: 'Writes integers as bytes by a format: `"!I"` is 4 bytes in network order, `"ii"` two ints of C. Here there are the formats of integers only.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: { zh: 'bytes。', en: 'bytes.' },
    failures: [
      {
        errno: null,
        exception: 'struct.error',
        cause: {
          zh: '这个数放不进这种格式，或值的个数不对。',
          en: 'A number does not fit its format, or there are too many or too few values.',
        },
      },
    ],
    seenIn: [],
    sources: ['byteorder(3)'],
    aliases: ['struct', '字节序'],
    related: ['unpack', 'to_bytes', 'SO_LINGER'],
  },
  {
    is: 'call',
    id: 'unpack',
    signature: 'struct.unpack(format, bytes) → tuple',
    systemCall: null,
    text: {
      zh: '按格式把字节读成整数，格式要与写的一方相同。',
      en: 'Reads bytes as integers by a format, which has to be the one that they were written by.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: {
      zh: '元组，只有一个数时也是：`(5,)`。',
      en: 'A tuple, also of a single number: `(5,)`.',
    },
    failures: [
      {
        errno: null,
        exception: 'struct.error',
        cause: { zh: '字节数与格式的大小不同。', en: 'There are more or fewer bytes than the format has.' },
      },
    ],
    seenIn: [],
    sources: ['byteorder(3)'],
    related: ['pack', 'from_bytes'],
  },
  {
    is: 'call',
    id: 'calcsize',
    signature: 'struct.calcsize(format) → int',
    systemCall: null,
    text: { zh: '算出一种格式占多少字节。', en: 'Says how many bytes a format takes.' },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: { zh: '整数，含对齐的空位。', en: 'An integer, with the padding for alignment.' },
    failures: [],
    seenIn: [],
    sources: ['byteorder(3)'],
    related: ['pack', 'unpack'],
  },
];
