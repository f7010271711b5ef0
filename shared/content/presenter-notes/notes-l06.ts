import type { LessonNotes } from './note.ts';

export const notes: LessonNotes = {
  begin: {
    say: {
      zh: '客户端有三个套接字，连三次。服务端的套接字还没有绑定。',
      en: 'The client has three sockets for three tries. The server’s socket is not bound.',
    },
    beware: {
      zh: '同一句“连不上”，说的是很不一样的两回事。',
      en: '“I cannot connect” is said of two very different things.',
    },
  },
  moves: [
    {
      say: {
        zh: '服务端的内核用 RST 回答了 SYN，`connect` 在一个来回之内失败：`ECONNREFUSED`。',
        en: 'The server’s kernel has answered the SYN with an RST, and `connect` has failed within one round trip: `ECONNREFUSED`.',
      },
      point: { zh: '两个箭头：SYN 和 RST。', en: 'The two arrows: a SYN and an RST.' },
    },
    {
      say: { zh: '错误号 111，连接被拒绝。', en: 'Number 111, connection refused.' },
      beware: { zh: '拒绝是一个回答：那台机器是开着的。', en: 'Refused is an answer: that machine is up.' },
    },
    {
      say: {
        zh: '服务端 `bind` 了：有了端口，但还没有监听。',
        en: 'The server has called `bind`. It has a port now, and does not listen.',
      },
      point: {
        zh: '服务端的套接字：有了端口，状态还是 `CLOSE`。',
        en: 'The server’s socket: a port, and still the state `CLOSE`.',
      },
    },
    {
      say: { zh: '又是 RST，又是 `ECONNREFUSED`。', en: 'An RST again, and `ECONNREFUSED`.' },
      beware: {
        zh: '`bind` 只是占住端口，并不接受连接。',
        en: '`bind` only takes the port. It accepts nobody.',
      },
    },
    {
      say: {
        zh: '和刚才一样是 111：客户端分不出这两种情况。',
        en: 'The same number as before, 111: the client cannot tell the two cases apart.',
      },
      ask: { zh: '服务端还缺什么？', en: 'What is missing on the server’s side?' },
    },
    {
      say: {
        zh: '服务端进入 `LISTEN`。现在 `connect` 就会成功了。',
        en: 'The server is in `LISTEN`. Now a `connect` would succeed.',
      },
    },
    {
      say: {
        zh: '从现在起，线路丢掉客户端发出的一切。',
        en: 'From now on the wire loses whatever the client sends.',
      },
      ask: { zh: 'SYN 丢了，客户端怎么能知道？', en: 'How would a client notice that its SYN was lost?' },
    },
    {
      say: {
        zh: 'SYN 丢了，没有人回答。客户端阻塞在 `connect` 中。',
        en: 'The SYN is lost, and nobody answers. The client is blocked in `connect`.',
      },
      point: { zh: '客户端的第三个套接字：`SYN_SENT`。', en: 'The client’s third socket: `SYN_SENT`.' },
    },
    {
      say: {
        zh: '内核一次次重传同一个 SYN，间隔约一秒。程序什么也没做。',
        en: 'The kernel has sent the same SYN again and again, about a second apart. The program has done nothing.',
      },
      point: { zh: '时序图上的时间。', en: 'The times in the sequence.' },
      beware: {
        zh: '沉默还不是错误：丢了、慢了、关机，看起来都一样。',
        en: 'Silence is no error yet: lost, slow or switched off look alike.',
      },
    },
    {
      say: {
        zh: '线路恢复递送了，`connect` 还在等。',
        en: 'The wire delivers again, and still `connect` waits.',
      },
      ask: { zh: '要发生什么，它才能返回？', en: 'What has to happen before it can return?' },
    },
    {
      say: {
        zh: '下一份 SYN 送到了，一个回应就够：`connect` 返回了。',
        en: 'The next copy of the SYN has got through, and one answer was enough: `connect` has returned.',
      },
      point: { zh: '它用的时间：超过一秒。', en: 'How long it took: more than a second.' },
    },
  ],
  end: {
    say: {
      zh: '拒绝来得快，是一个回答；沉默费时间，内核会一直试。',
      en: 'Refused comes at once and is an answer. Silence takes time, and the kernel goes on trying.',
    },
    ask: {
      zh: '你的程序卡在 `connect` 里，是哪一种？',
      en: 'Your program hangs in `connect`. Which of the two is it?',
    },
  },
};
