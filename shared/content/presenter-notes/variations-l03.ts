import { client, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'no-bind': {
    begin: {
      say: {
        zh: '服务端没有绑定端口，直接 `listen`。',
        en: 'The server binds to no port, and goes straight to `listen`.',
      },
      ask: {
        zh: '`listen` 会失败吗？不失败的话，它在哪个端口上？',
        en: 'Will `listen` fail? And if not, on which port will it be?',
      },
    },
    moves: [
      {
        say: {
          zh: '`listen` 成功了，内核随便给了一个端口。服务端阻塞在 `accept` 中。',
          en: '`listen` has succeeded, on a port that the kernel picked. The server is blocked in `accept`.',
        },
        point: {
          zh: '打印出的地址：`0.0.0.0`，端口不是 8080。',
          en: 'The address printed: `0.0.0.0`, and a port that is not 8080.',
        },
        ask: {
          zh: '客户端会连 8080。它找得到服务端吗？',
          en: 'The client will connect to 8080. Can it find the server?',
        },
      },
      {
        say: {
          zh: '被拒绝了：8080 上没有人监听。服务端还在另一个端口上等。',
          en: 'Refused: nobody listens at 8080. The server still waits, at another port.',
        },
        beware: {
          zh: '错不在客户端。两边说的不是同一个端口。',
          en: 'The client made no mistake. The two speak of different ports.',
        },
      },
    ],
    end: {
      say: {
        zh: '`bind` 就是让服务端有一个大家知道的端口。',
        en: 'This is what `bind` is for: a port that everybody knows.',
      },
    },
  },
  'any-address': {
    begin: {
      say: {
        zh: '服务端 `bind` 的地址是空的，端口还是 8080。',
        en: 'The server calls `bind` with an empty address, and port 8080 as before.',
      },
      ask: {
        zh: '地址空着，客户端该连到哪里？',
        en: 'With no address given, where would the client connect to?',
      },
    },
    moves: [
      {
        say: {
          zh: "打印出 `('0.0.0.0', 8080)`：这台主机的所有地址。服务端阻塞在 `accept` 中。",
          en: "It printed `('0.0.0.0', 8080)`: any address of this host. The server is blocked in `accept`.",
        },
      },
      {
        say: {
          zh: '客户端照样连上了，两边都是 `ESTABLISHED`。',
          en: 'The client got in as before, and both sides are `ESTABLISHED`.',
        },
        point: {
          zh: '已连接的套接字：它的本地地址是具体的，不是 `0.0.0.0`。',
          en: 'The connected socket: its own address is a definite one, and not `0.0.0.0`.',
        },
      },
      {
        say: {
          zh: '客户端问了自己的地址，然后关闭。服务端：`CLOSE_WAIT`。',
          en: 'The client has asked for its own address, and closed. The server is in `CLOSE_WAIT`.',
        },
      },
      { say: { zh: '服务端把两个套接字都关了。', en: 'The server has closed both of its sockets.' } },
    ],
    end: {
      say: {
        zh: '空地址表示“哪个都行”，连接建好时地址才定下来。',
        en: 'An empty address means any of them. Which one is settled with each connection.',
      },
    },
  },
  'client-binds': {
    way: [server(5), client(2), client(), client()],
    begin: {
      say: {
        zh: '这次客户端也 `bind`，要的是 5000 端口。',
        en: 'This time the client calls `bind`, too, with port 5000.',
      },
      ask: {
        zh: '客户端可以自己选端口吗？通常是谁选的？',
        en: 'May a client choose its port? Who does it otherwise?',
      },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      {
        say: {
          zh: '客户端的 `bind` 成功了，还没有报文段发出。',
          en: 'The client’s `bind` has succeeded. No segment has left yet.',
        },
      },
      {
        say: { zh: '连上了：客户端用的就是 5000 端口。', en: 'Connected, and the client’s port is 5000.' },
        point: {
          zh: '服务端打印的地址，或 `conn` 的对方端口。',
          en: 'The remote port of `conn` at the server.',
        },
        ask: {
          zh: '如果同时再开一个这样的客户端，会怎样？',
          en: 'What if a second client of this kind came at the same time?',
        },
      },
      {
        say: {
          zh: '`getsockname` 打印出 5000，不是内核随便给的。',
          en: '`getsockname` prints 5000, and not a number that the kernel picked.',
        },
      },
    ],
    end: {
      say: {
        zh: '客户端可以自己绑定端口，但这个端口同时只能给一个程序用。所以通常让内核来选。',
        en: 'A client may bind, but then only one program can use that port. So one leaves the choice to the kernel.',
      },
    },
  },
};
