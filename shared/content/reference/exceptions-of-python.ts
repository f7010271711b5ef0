import type { ExceptionEntry } from './entry.ts';

/* Exceptions that mostly come before any system call. They were tried with CPython 3.11. */

export const FURTHER_EXCEPTIONS: readonly ExceptionEntry[] = [
  {
    is: 'exception',
    id: 'UnicodeError',
    errnos: [],
    text: {
      zh: '编码或解码失败；UnicodeDecodeError 和 UnicodeEncodeError 是它的子类。',
      en: 'Encoding or decoding has failed; UnicodeDecodeError and UnicodeEncodeError are its subclasses.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'LookupError',
    errnos: [],
    text: {
      zh: '找不到这一项或这个名字的编码；IndexError 和 KeyError 是它的子类。',
      en: 'There is no such item, or no encoding of that name; IndexError and KeyError are its subclasses.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'IndexError',
    errnos: [],
    text: {
      zh: '列表、元组、文字或 bytes 没有这个位置。',
      en: 'A list, a tuple, a text or bytes has no such place.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'KeyError',
    errnos: [],
    text: {
      zh: '字典里没有这个键；它的文字就是这个键。',
      en: 'A dict has no such key; the key is its text.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'ArithmeticError',
    errnos: [],
    text: {
      zh: '运算没有结果；ZeroDivisionError 和 OverflowError 是它的子类。',
      en: 'A calculation has no result; ZeroDivisionError and OverflowError are its subclasses.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'ZeroDivisionError',
    errnos: [],
    text: { zh: '除数是 0。', en: 'The divisor is 0.' },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'OverflowError',
    errnos: [],
    text: {
      zh: '数太大，放不进它该去的地方，例如端口号超过 65535。',
      en: 'The number is too large for its place, such as a port above 65535.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'AttributeError',
    errnos: [],
    text: {
      zh: '这个值没有这个方法，例如 `str` 没有 `decode`。',
      en: 'The value has no such method: a `str` has no `decode`.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'NameError',
    errnos: [],
    text: { zh: '还没有哪一行造出这个名字。', en: 'No line has made the name yet.' },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'RuntimeError',
    errnos: [],
    text: {
      zh: '此时不能这样做，例如一个线程 start 两次。',
      en: 'It cannot be done now, such as starting a thread a second time.',
    },
    seenIn: [],
    sources: [],
    related: ['start'],
  },
  {
    is: 'exception',
    id: 'PermissionError',
    errnos: ['EACCES', 'EPERM'],
    text: {
      zh: '内核不允许，例如没有权限绑定这个端口。',
      en: 'The kernel does not permit it, such as a port that needs more rights.',
    },
    seenIn: [],
    sources: [],
    related: ['bind'],
  },
  {
    is: 'exception',
    id: 'InterruptedError',
    errnos: ['EINTR'],
    text: {
      zh: '信号打断了系统调用；Python 自己会再调用一次，所以很少见到。',
      en: 'A signal has interrupted a system call. Python makes the call again by itself, so that one rarely sees it.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'MemoryError',
    errnos: [],
    text: {
      zh: '要放进内存的太多了。限度是这里自己定的：一个实验的所有程序一共 64 MiB，一个值 16 MiB。',
      en: 'There is too much to keep in memory. The bounds are the lab’s own: 64 MiB for its programs, 16 MiB for one value.',
    },
    seenIn: [],
    sources: [],
  },
  {
    is: 'exception',
    id: 'BufferError',
    errnos: [],
    text: {
      zh: '一个调用正在使用这个 `bytearray` 的字节，例如 `recv_into` 还在等待：这期间它的长度不能改变。',
      en: 'A call has the bytes of this `bytearray`, such as a `recv_into` that still waits: its length cannot change meanwhile.',
    },
    seenIn: [],
    sources: [],
  },
];
