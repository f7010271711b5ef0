import { client, server } from '../../lessons/moves.ts';
import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  reuse: {
    way: [server(5), client(2), server(2), client(3), { type: 'again' }, server(2), server()],
    begin: {
      say: {
        zh: '服务端从第一次运行就打开 `SO_REUSEADDR`。',
        en: 'The server sets `SO_REUSEADDR` from the first run on.',
      },
      ask: { zh: '再运行一次，`bind` 会成功吗？', en: 'When it runs once more, will `bind` succeed?' },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: { zh: '服务端先关闭，程序结束。', en: 'The server has closed first, and its program is over.' },
      },
      {
        say: {
          zh: "客户端读到 `b''`，也关闭了。先关的服务端要在 TIME_WAIT 里等。",
          en: "The client has read `b''`, and closed, too. The server closed first, and has to stay in TIME_WAIT.",
        },
      },
      {
        say: { zh: '两个程序从头开始，主机还是原来的。', en: 'Both programs begin anew, on the same hosts.' },
      },
      {
        say: {
          zh: '选项又设好了，下一行就是 `bind`。',
          en: 'The option is set again. The next line is `bind`.',
        },
      },
      {
        say: {
          zh: '`bind` 成功了，尽管 `TIME_WAIT` 还在。',
          en: '`bind` has succeeded, with `TIME_WAIT` still there.',
        },
        point: {
          zh: '服务端主机上：`TIME_WAIT` 和新的套接字并存。',
          en: 'On the server’s host: `TIME_WAIT`, and the new socket beside it.',
        },
      },
    ],
    end: {
      say: {
        zh: '所以服务端程序几乎都打开这个选项。',
        en: 'That is why almost all servers set this option.',
      },
    },
  },
  'second-run-only': {
    begin: {
      say: {
        zh: '第一次运行不打开选项，第二次运行之前才打开。',
        en: 'The option is off in the first run, and is set only before the second.',
      },
      ask: {
        zh: '只在第二次打开，`bind` 会成功吗？',
        en: 'If it is set in the second run only, will `bind` succeed?',
      },
    },
    moves: [
      {
        say: {
          zh: '服务端阻塞在 `accept` 中，选项是 `False`。',
          en: 'The server is blocked in `accept`, and the option is `False`.',
        },
      },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: { zh: '服务端先关闭，程序结束。', en: 'The server has closed first, and its program is over.' },
      },
      { say: { zh: "客户端读到 `b''`，也关闭了。", en: "The client has read `b''`, and closed, too." } },
      { say: { zh: '服务端那边是 `TIME_WAIT`。', en: 'There is a `TIME_WAIT` on the server’s side.' } },
      {
        say: {
          zh: '第 2 行的选项打开了，下一次运行起作用。',
          en: 'The option in line 2 is on now, for the next run.',
        },
        ask: { zh: '现在会成功了吧？谁相信？', en: 'Now it will succeed. Who believes that?' },
      },
      {
        say: { zh: '再运行一次。`TIME_WAIT` 还在。', en: 'They run once more. `TIME_WAIT` is still there.' },
      },
      {
        say: {
          zh: '还是 `EADDRINUSE`：留下 `TIME_WAIT` 的那个套接字没有打开选项。',
          en: 'It is `EADDRINUSE` all the same: the socket that left `TIME_WAIT` did not have the option.',
        },
        point: {
          zh: '错误，和还在的 `TIME_WAIT`。',
          en: 'The error, and the `TIME_WAIT` that is still there.',
        },
        beware: {
          zh: '选项要两边都有：占着的和新来的。',
          en: 'Both have to have the option: the socket that holds the port, and the new one.',
        },
      },
    ],
    end: {
      say: {
        zh: '出了事才打开就晚了，要一开始就打开。',
        en: 'To set it once one is in trouble is too late. It has to be there from the beginning.',
      },
    },
  },
  'client-first': {
    way: [server(5), client(2), client(), server(3), { type: 'again' }, server(3)],
    begin: {
      say: { zh: '换客户端先关，选项没有打开。', en: 'Now the client closes first, and the option is off.' },
      ask: { zh: '`TIME_WAIT` 会留在哪一边？', en: 'On which side will `TIME_WAIT` be?' },
    },
    moves: [
      { say: { zh: '服务端阻塞在 `accept` 中。', en: 'The server is blocked in `accept`.' } },
      { say: { zh: '客户端连上了。', en: 'The client is connected.' } },
      {
        say: {
          zh: '客户端关闭了，服务端是 `CLOSE_WAIT`。',
          en: 'The client has closed, and the server is in `CLOSE_WAIT`.',
        },
      },
      {
        say: {
          zh: '服务端读到结尾，也关闭了。在 TIME_WAIT 里等的是先关的客户端。',
          en: 'The server has read the end, and closed, too. It is the client, which closed first, that stays in TIME_WAIT.',
        },
      },
      { say: { zh: '再运行一次。', en: 'They run once more.' } },
      {
        say: {
          zh: '`bind` 成功了，虽然选项是 `False`：8080 没有被占着。',
          en: '`bind` has succeeded, though the option is `False`: nothing holds 8080.',
        },
        beware: {
          zh: '占着端口的是 `TIME_WAIT`，而它只在先关的一边。',
          en: 'It is `TIME_WAIT` that holds the port, and only the side that closes first has it.',
        },
      },
    ],
    end: {
      say: {
        zh: '让客户端先关，服务端就没有这个麻烦。',
        en: 'If clients close first, the server is spared this.',
      },
      ask: {
        zh: '客户端的端口被占着，为什么不要紧？',
        en: 'A port of the client’s is held now. Why does that not matter?',
      },
    },
  },
};
