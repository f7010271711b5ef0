import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '两边已连上。服务端会先关闭，而且没有打开地址复用。',
      en: 'They are connected. The server will close first, and has not allowed its address to be reused.',
    },
    point: { zh: '服务端第 2 行的 `False`。', en: 'Line 2 of the server: `False`.' },
    beware: {
      zh: '许多人以为程序一退出，端口就空出来了。',
      en: 'Many believe that a port is free when its program has ended.',
    },
  },
  moves: [
    {
      say: {
        zh: '服务端关闭两个套接字，结束了。它的内核发出了 FIN。',
        en: 'The server has closed both sockets and ended. Its kernel has sent the FIN.',
      },
      point: { zh: '客户端的套接字：`CLOSE_WAIT`。', en: 'The client’s socket: `CLOSE_WAIT`.' },
    },
    { say: { zh: '客户端读到末尾，也关闭了。', en: 'The client has read the end and closed, too.' } },
    {
      say: {
        zh: '两个程序都结束了，服务端的内核还把连接留在 `TIME_WAIT`。',
        en: 'Both programs are over, and the server’s kernel keeps the connection in `TIME_WAIT`.',
      },
      point: { zh: '那个没有程序拿着的套接字。', en: 'The socket that no program holds.' },
      ask: { zh: '为什么留在这一边？', en: 'Why does it stay on this side?' },
    },
    {
      say: {
        zh: '两个程序重新开始，主机还是原来的。`TIME_WAIT` 还在。',
        en: 'Both programs begin anew, on the same hosts. `TIME_WAIT` is still there.',
      },
    },
    {
      say: {
        zh: '服务端有了新套接字，选项还是 `False`。',
        en: 'The server has a new socket, and again the option is `False`.',
      },
    },
    {
      say: {
        zh: '`bind` 失败了：`EADDRINUSE`。旧的连接占着 8080 端口。',
        en: '`bind` has failed: `EADDRINUSE`. The old connection holds port 8080.',
      },
      beware: {
        zh: '没有程序在用这个端口，在用的是内核。',
        en: 'No program uses the port. The kernel does.',
      },
    },
  ],
  end: {
    say: {
      zh: '谁先关闭，谁就留在 `TIME_WAIT`。服务端都设置 `SO_REUSEADDR`，原课的程序也是。',
      en: 'The end that closes first waits in `TIME_WAIT`. Servers set `SO_REUSEADDR`, as the source lesson does.',
    },
    ask: {
      zh: '变式里让客户端先关闭：还有人在意吗？',
      en: 'Let the client close first, in the variation: who minds then?',
    },
  },
};
