import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '主线程只管 accept。三个客户端已经创建了套接字。',
      en: 'The main thread accepts and nothing else. Three clients have made their sockets.',
    },
    point: {
      zh: '`handle_client`：还没有线程执行它。',
      en: '`handle_client`, which no thread executes yet.',
    },
  },
  moves: [
    {
      say: {
        zh: '客户端 1 连上了。有一个线程专门在 `recv` 里等它，主线程回到 `accept`。',
        en: 'Client 1 is connected. A thread of its own waits for it in `recv`, and main is back in `accept`.',
      },
      point: { zh: '同一个程序里两个阻塞的线程。', en: 'The two blocked threads of one program.' },
    },
    {
      say: { zh: '客户端 2 也有了自己的线程。', en: 'Client 2 gets a thread, too.' },
      ask: { zh: '它的数据由哪个线程处理？', en: 'Which thread would handle its data?' },
    },
    {
      say: {
        zh: '客户端 3 连接，到现在还没有人说话。',
        en: 'Client 3 connects, and nobody has spoken so far.',
      },
    },
    {
      say: {
        zh: '三个线程在各自的 `recv` 里等，主线程在 `accept` 里等。',
        en: 'Three threads wait in three `recv` calls, and main in `accept`.',
      },
      point: { zh: '四个线程、四个调用、四个套接字。', en: 'Four threads, four calls, four sockets.' },
      beware: { zh: '收发数据不是主线程的事。', en: 'Handling data is not the main thread’s work.' },
    },
    {
      say: {
        zh: '客户端 3 先说话，只有它的线程醒了。',
        en: 'Client 3 speaks first, and only its thread wakes.',
      },
    },
    {
      say: {
        zh: '最后来的最先得到回复：它谁也没有等。',
        en: 'The last to come has been answered first: it waited for nobody.',
      },
      point: {
        zh: '客户端 1 和 2 的线程：还在阻塞。',
        en: 'The threads of the clients 1 and 2, which are still blocked.',
      },
    },
    {
      say: { zh: '客户端 1 服务完了，它的线程结束了。', en: 'Client 1 is served, and its thread has ended.' },
    },
    { say: { zh: '客户端 2 最后说话。', en: 'Client 2 speaks last.' } },
    {
      say: {
        zh: '三个都服务完了，它们的线程结束了。主线程在 `accept` 里等。',
        en: 'All three are served, and their threads have ended. Main waits in `accept`.',
      },
      ask: {
        zh: '一个线程抛出异常，别的会怎样？',
        en: 'What happens to the others if one thread raises an exception?',
      },
    },
  ],
  end: {
    say: {
      zh: '每条连接一个线程：谁慢，只有它自己的线程等。',
      en: 'One thread for each connection: a slow client keeps only its own thread waiting.',
    },
    beware: {
      zh: '这些连接都在 8080 端口，没有多出端口。',
      en: 'All these connections are at port 8080. No port was added.',
    },
  },
};
