import { client } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  ipv6: {
    begin: {
      say: {
        zh: '和原来一样的程序，只是客户端用 `AF_INET6`。',
        en: 'The same programs, but the client uses `AF_INET6`.',
      },
      ask: {
        zh: '地址会变成什么样？这次会发出报文段吗？',
        en: 'What will the address look like? Will there be a segment this time?',
      },
    },
    moves: [
      {
        say: {
          zh: '客户端有了一个套接字，状态 `CLOSE`。',
          en: 'The client has a socket, in the state `CLOSE`.',
        },
      },
      {
        say: {
          zh: '服务端也有了一个，用的是 `AF_INET`。两者毫无关系。',
          en: 'The server has one, too, of `AF_INET`. Nothing links the two.',
        },
      },
      {
        say: {
          zh: "`getsockname` 给出 `('::', 0, 0, 0)`：四项，不是两项。",
          en: "`getsockname` gives `('::', 0, 0, 0)`: four parts instead of two.",
        },
        point: {
          zh: '打印出的地址：`::` 就是 IPv6 的“任意地址”，端口是 0。',
          en: 'The address printed: `::` is any address of IPv6, and the port is 0.',
        },
      },
      {
        say: {
          zh: '两个缓冲区的大小照样问得到，和地址族无关。',
          en: 'The sizes of both buffers are there as before. They do not depend on the address family.',
        },
      },
      {
        say: {
          zh: '客户端关闭了套接字，程序结束。',
          en: 'The client has closed its socket, and its program is over.',
        },
      },
      {
        say: {
          zh: '服务端也关闭了。从头到尾没有一个报文段。',
          en: 'The server has closed, too. Not one segment has left a NIC.',
        },
      },
    ],
    end: {
      say: {
        zh: '换了地址族，`socket` 做的事没有变：创建端点，不建连接。',
        en: 'With another address family `socket` does the same: it makes an end, not a connection.',
      },
    },
  },
  'small-buffer': {
    way: [client(2), client()],
    begin: {
      say: {
        zh: '客户端先要一个 4096 字节的接收缓冲区，再问得到了多少。',
        en: 'The client asks for a receive buffer of 4096 bytes, and then what it has got.',
      },
      ask: { zh: '内核会给 4096 吗？更多，还是更少？', en: 'Will the kernel give 4096, more, or less?' },
    },
    moves: [
      {
        say: {
          zh: '`setsockopt` 成功了：4096 是请求，不是命令。',
          en: '`setsockopt` has succeeded. The 4096 are a request and no order.',
        },
      },
      {
        say: {
          zh: '打印出 8192：Linux 把请求加倍，给自己的记账留地方。',
          en: 'It printed 8192: Linux doubles the request, to have room for its own bookkeeping.',
        },
        beware: {
          zh: '8192 不都是数据的地方，见 socket(7)。',
          en: 'Not all of the 8192 is room for data, see socket(7).',
        },
      },
    ],
    end: {
      say: {
        zh: '设了多少要再问一遍才知道：`getsockopt`。',
        en: 'What was really set, only `getsockopt` can tell.',
      },
    },
  },
};
