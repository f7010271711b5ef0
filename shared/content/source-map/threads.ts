import type { Group } from './statement.ts';

export const THREADS: Group = {
  id: 'threads',
  title: { zh: '多任务服务端', en: 'The server with threads' },
  statements: [
    {
      id: 'threads',
      text: {
        zh: '用多个线程，服务端可以同时为多个客户端服务。',
        en: 'With several threads a server can serve several clients at the same time.',
      },
      lesson: 'L24',
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'server', call: 'recv', nth: 1 },
          { fact: 'waits', program: 'server', call: 'recv', nth: 2 },
          { fact: 'waits', program: 'server', call: 'recv', nth: 3 },
        ],
      },
    },
    {
      id: 'threads-one',
      text: {
        zh: '只有一个线程时，后来的客户端要等前一个结束。',
        en: 'With one thread, the next client waits until the one before it is done.',
      },
      lesson: 'L23',
      fact: { fact: 'waits', program: 'client2', call: 'recv' },
    },
    {
      id: 'threads-import',
      text: {
        zh: '线程来自 `threading` 模块；页面上的程序直接写 `Thread`。',
        en: 'Threads come from the `threading` module; the listing on the page says just `Thread`.',
      },
      lesson: 'L24',
      fact: { fact: 'waits', program: 'server', call: 'recv', thread: 'Thread-1 (handle_client)' },
    },
    {
      id: 'threads-function',
      text: {
        zh: '把处理一个客户端的代码写成函数 `handle_client(conn)`。',
        en: 'What serves one client is a function, `handle_client(conn)`.',
      },
      lesson: 'L24',
      fact: { fact: 'returns', program: 'server', call: 'recv', thread: 'Thread-1 (handle_client)' },
    },
    {
      id: 'threads-recv',
      text: { zh: '函数里：recv，decode，打印。', en: 'In the function: recv, decode, print.' },
      lesson: 'L24',
      fact: { fact: 'prints', program: 'server', includes: 'hello' },
    },
    {
      id: 'threads-send',
      text: { zh: '函数里：send 回复。', en: 'In the function: send the reply.' },
      lesson: 'L24',
      fact: { fact: 'returns', program: 'server', call: 'send', thread: 'Thread-1 (handle_client)' },
    },
    {
      id: 'threads-close',
      text: {
        zh: '函数里：关闭与这个客户端通信的套接字；别的线程不受影响。',
        en: 'In the function: close this client’s socket; the other threads go on.',
      },
      lesson: 'L24',
      fact: { fact: 'returns', program: 'server', call: 'close', thread: 'Thread-1 (handle_client)' },
    },
    {
      id: 'threads-setup',
      text: {
        zh: '主线程照旧：socket、setsockopt、bind、listen。',
        en: 'The main thread begins as before: socket, setsockopt, bind, listen.',
      },
      lesson: 'L24',
      fact: { fact: 'returns', program: 'server', call: 'listen' },
    },
    {
      id: 'threads-loop',
      text: {
        zh: '主线程在 `while True` 里反复 accept。',
        en: 'In `while True` the main thread accepts again and again.',
      },
      lesson: 'L24',
      fact: { fact: 'waits', program: 'server', call: 'accept', nth: 2 },
    },
    {
      id: 'threads-print',
      text: { zh: '每接受一个，就打印客户端的地址。', en: 'For each it prints the client’s address.' },
      lesson: 'L24',
      fact: { fact: 'prints', program: 'server', includes: '192.168.127.2' },
    },
    {
      id: 'threads-start',
      text: {
        zh: '`Thread(target=handle_client, args=(conn,)).start()`：新线程处理这个客户端，主线程回到 accept。',
        en: '`Thread(target=handle_client, args=(conn,)).start()`: a new thread serves the client, and main goes back to accept.',
      },
      lesson: 'L24',
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'server', call: 'recv', thread: 'Thread-1 (handle_client)' },
          { fact: 'waits', program: 'server', call: 'accept', nth: 2 },
        ],
      },
    },
  ],
};
