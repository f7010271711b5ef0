import type { CallEntry } from './entry.ts';

/* These names are Python's own and have nothing to do with sockets. They were tried with CPython 3.11. */

const NO_BUFFER = { zh: '不碰任何缓冲区。', en: 'No buffer is touched.' };
const NEVER = { zh: '从不等待。', en: 'Never.' };
const UNKNOWN_ENCODING = {
  errno: null,
  exception: 'LookupError',
  cause: { zh: '没有这个名字的编码。', en: 'There is no encoding of that name.' },
} as const;

export const PYTHON: readonly CallEntry[] = [
  {
    is: 'call',
    id: 'encode',
    signature: "str.encode(encoding='utf-8') → bytes",
    systemCall: null,
    text: {
      zh: '把文字变成字节。套接字只搬运字节，字符串必须先 encode。',
      en: 'Turns text into bytes. Sockets carry bytes only: a string has to be encoded first.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: {
      zh: 'bytes；UTF-8 里一个汉字通常是 3 个字节，GBK 里是 2 个。',
      en: 'bytes; in UTF-8 a Chinese character usually takes 3 bytes, in GBK 2.',
    },
    failures: [
      {
        errno: null,
        exception: 'UnicodeEncodeError',
        cause: { zh: '这种编码里没有这个字符。', en: 'The encoding lacks this character.' },
      },
      UNKNOWN_ENCODING,
    ],
    seenIn: ['L9', 'L14'],
    sources: ['RFC 3629 §3'],
    related: ['decode', 'byte-stream'],
  },
  {
    is: 'call',
    id: 'decode',
    signature: "bytes.decode(encoding='utf-8') → str",
    systemCall: null,
    text: {
      zh: '把字节读成文字，编码必须与发送方用的相同。',
      en: 'Reads bytes as text; the encoding has to be the one that the sender used.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: {
      zh: 'str。换一种编码也许不报错，只是读成了别的字。',
      en: 'A str. With another encoding it may not fail, but read as other characters.',
    },
    failures: [
      {
        errno: null,
        exception: 'UnicodeDecodeError',
        cause: {
          zh: '这些字节不合编码，例如一个汉字只到了一半。',
          en: 'The bytes do not fit the encoding: half of a character has come, for example.',
        },
      },
      UNKNOWN_ENCODING,
    ],
    seenIn: ['L1', 'L9', 'L14'],
    sources: ['RFC 3629 §3'],
    related: ['encode', 'byte-stream'],
  },
  {
    is: 'call',
    id: 'to_bytes',
    signature: 'int.to_bytes(length, byteorder) → bytes',
    systemCall: null,
    text: {
      zh: '把整数写成固定长度的字节；做长度前缀时，网络上习惯用 `"big"`（高位在前）。',
      en: 'Writes an integer as so many bytes; for a length prefix, networks use `"big"`, the high byte first.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: { zh: 'bytes。', en: 'bytes.' },
    failures: [
      {
        errno: null,
        exception: 'OverflowError',
        cause: { zh: '这么多字节放不下这个数。', en: 'The number does not fit into so many bytes.' },
      },
    ],
    seenIn: ['L12'],
    sources: ['RFC 1700'],
    related: ['from_bytes', 'byte-stream'],
  },
  {
    is: 'call',
    id: 'from_bytes',
    signature: 'int.from_bytes(bytes, byteorder) → int',
    systemCall: null,
    text: {
      zh: '把字节读成整数，字节顺序要与写的一方相同。',
      en: 'Reads bytes as an integer, in the byte order in which they were written.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: { zh: 'int。', en: 'An int.' },
    failures: [],
    seenIn: ['L12'],
    sources: ['RFC 1700'],
    related: ['to_bytes', 'byte-stream'],
  },
  {
    is: 'call',
    id: 'sleep',
    signature: 'time.sleep(seconds) → None',
    systemCall: 'clock_nanosleep(2)',
    text: {
      zh: '让线程睡这么久：`import time` 之后写 `time.sleep(0.5)`。',
      en: 'Puts the thread to sleep for so long: after `import time`, write `time.sleep(0.5)`.',
    },
    buffer: {
      zh: '不碰任何缓冲区；这段时间里到达的字节由内核放进接收缓冲区。',
      en: 'No buffer is touched; bytes that arrive meanwhile are put into the receive buffer by the kernel.',
    },
    waits: {
      zh: '睡到时间过去为止；来了什么都不会让它提前醒来。',
      en: 'Sleeps until the time has passed; nothing that arrives wakes it sooner.',
    },
    returns: { zh: '`None`。', en: '`None`.' },
    failures: [
      {
        errno: null,
        exception: 'ValueError',
        cause: { zh: '时间是负数。', en: 'The time is negative.' },
      },
    ],
    seenIn: [],
    sources: ['clock_nanosleep(2)'],
    related: ['blocking', 'threads'],
  },
  {
    is: 'call',
    id: 'input',
    signature: "input(prompt='') → str",
    systemCall: 'read(2)',
    text: {
      zh: '等人输入一行：在实验里，程序的变量下面会出现一个输入框。',
      en: 'Waits for a line that a person types: in a lab, a field appears below the program’s variables.',
    },
    buffer: {
      zh: '不碰套接字的缓冲区；这段时间里到达的字节由内核放进接收缓冲区。',
      en: 'No buffer of a socket is touched; bytes that arrive meanwhile are put into the receive buffer by the kernel.',
    },
    waits: {
      zh: '阻塞在 `read` 中，直到有人按下 Enter；网络上来了什么都不会让它醒来。',
      en: 'Sleeps in `read` until somebody presses Enter; nothing that comes from the network wakes it.',
    },
    returns: {
      zh: 'str：这一行，不带换行符。',
      en: 'A str: the line, without its end.',
    },
    failures: [],
    seenIn: [],
    sources: ['read(2)'],
    aliases: ['stdin', 'keyboard', '键盘', '输入'],
    related: ['blocking', 'threads'],
  },
  {
    is: 'call',
    id: 'Thread',
    signature: 'Thread(target=function, args=(…,), daemon=False) → Thread',
    systemCall: null,
    text: {
      zh: '准备一个线程：以后要执行 `target(*args)`。它还没有开始。`args` 是元组，只有一项时也要写逗号。',
      en: 'Prepares a thread that is to run `target(*args)`. It has not begun. `args` is a tuple: with one item it still needs the comma.',
    },
    buffer: NO_BUFFER,
    waits: NEVER,
    returns: {
      zh: 'Thread 对象；daemon 线程不会让程序等它结束。',
      en: 'A Thread object; the program does not wait for a daemon thread to end.',
    },
    failures: [],
    seenIn: ['L24', 'L25'],
    sources: ['pthreads(7)'],
    related: ['start', 'join', 'threads'],
  },
  {
    is: 'call',
    id: 'start',
    signature: 'Thread.start() → None',
    systemCall: 'clone(2)',
    text: {
      zh: '让内核创建一个真正的线程并开始执行；它与原来的线程共用所有变量和 fd。',
      en: 'Has the kernel make a real thread, which begins to run; it shares all variables and descriptors with the others.',
    },
    buffer: NO_BUFFER,
    waits: {
      zh: '只等新线程说“开始了”，随即返回；两个线程从此各走各的。',
      en: 'Only until the new thread says that it has begun; from then on each goes its own way.',
    },
    returns: { zh: '`None`。', en: '`None`.' },
    failures: [
      {
        errno: null,
        exception: 'RuntimeError',
        cause: {
          zh: '已经 start 过，或内核不给更多线程。',
          en: 'It was started before, or the kernel permits no more threads.',
        },
      },
    ],
    seenIn: ['L24'],
    sources: ['clone(2)', 'pthreads(7)'],
    related: ['Thread', 'threads'],
  },
  {
    is: 'call',
    id: 'join',
    signature: 'Thread.join(timeout=None) → None',
    systemCall: 'futex(2)',
    text: {
      zh: '等另一个线程结束。',
      en: 'Waits for another thread to end.',
    },
    buffer: NO_BUFFER,
    waits: {
      zh: '那个线程没有结束就睡；它结束时醒来。',
      en: 'Sleeps until that thread has ended.',
    },
    returns: { zh: '`None`，超时也是。', en: '`None`, after a timeout too.' },
    failures: [
      {
        errno: null,
        exception: 'RuntimeError',
        cause: {
          zh: '线程还没有 start，或在等自己。',
          en: 'The thread has not been started, or waits for itself.',
        },
      },
    ],
    seenIn: [],
    sources: ['futex(2)', 'pthreads(7)'],
    related: ['Thread', 'threads'],
  },
];
