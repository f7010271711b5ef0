import type { Erratum } from './statement.ts';

export const ERRATA: readonly Erratum[] = [
  {
    id: 'erratum-AF_INET',
    source: { zh: '常量写作“AF-INET”。', en: 'The constant is written “AF-INET”.' },
    text: {
      zh: '是下划线：`AF_INET`。连字符在 Python 里是减号。',
      en: 'It has an underscore: `AF_INET`. In Python a hyphen is a minus sign.',
    },
    lesson: 'L2',
    fact: { fact: 'returns', program: 'client', call: 'socket' },
  },
  {
    id: 'erratum-listen',
    source: { zh: '函数名写作“linsten”。', en: 'The function is written “linsten”.' },
    text: { zh: '是 `listen`。', en: 'It is `listen`.' },
    lesson: 'L4',
    fact: { fact: 'returns', program: 'server', call: 'listen' },
  },
  {
    id: 'erratum-step-7',
    source: {
      zh: '服务端第 7 步“关闭套接字”标的函数是“socket”。',
      en: 'The server’s step 7, closing, names the function “socket”.',
    },
    text: {
      zh: '关闭用 `close`；`socket` 是第 1 步，创建套接字。',
      en: 'What closes is `close`; `socket` is step 1, which makes one.',
    },
    lesson: 'L1',
    fact: { fact: 'sent', from: 'server', what: 'FIN' },
  },
  {
    id: 'erratum-server-socket',
    source: {
      zh: '服务端一节的标题说“创建客户端 socket 对象”。',
      en: 'In the part on the server a heading says “create a client socket object”.',
    },
    text: {
      zh: '那里创建的是服务端的套接字。类和参数相同；listen 或 connect 才让它成为其中一种。',
      en: 'What is made there is the server’s. Class and arguments are the same; it is listen or connect that makes it one or the other.',
    },
    lesson: 'L4',
    fact: { fact: 'state', host: 'server', is: 'LISTEN' },
  },
  {
    id: 'erratum-any-address',
    source: {
      zh: 'bind 的地址写 ""，“默认为本机 IP 地址”。',
      en: 'An address of "" in bind is said to be “this machine’s IP address by default”.',
    },
    text: {
      zh: '`""` 是 0.0.0.0，即本机的*所有*接口，不是某一个地址：getsockname() 打印的就是它。绑定一个地址，别的地址上就找不到它。',
      en: '`""` is 0.0.0.0, *all* local interfaces, and not one address: getsockname() prints it here. Bound to one address, a server is found at no other.',
    },
    lesson: 'L3',
    variation: 'any-address',
    fact: { fact: 'prints', program: 'server', includes: '0.0.0.0' },
  },
  {
    id: 'erratum-backlog',
    source: {
      zh: 'listen 的参数像是客户端数目的上限。',
      en: 'listen’s argument reads like a limit for the number of clients.',
    },
    text: {
      zh: '它只限制*排队等 accept* 的连接；取走一个，就空出一个。`listen(1)` 时 Linux 让 2 个排队，第三个客户端在 accept 之后也连上了。',
      en: 'It limits connections that *wait for accept* only; each one taken makes room. With `listen(1)` Linux lets 2 wait, and after an accept the third client gets in as well.',
    },
    lesson: 'L8',
    fact: { fact: 'returns', program: 'client3', call: 'connect' },
  },
  {
    id: 'erratum-recv-maximum',
    source: {
      zh: 'recv(1024) 的参数是“每次接收数据的大小”。',
      en: 'The argument of recv(1024) is “the size of the data received each time”.',
    },
    text: {
      zh: '它是*上限*：有多少取多少，不等凑满。这里要 1024，得到 7。',
      en: 'It is a *maximum*: recv takes what is there and does not wait for more. Here 1024 were asked for and 7 came.',
    },
    lesson: 'L11',
    fact: { fact: 'returns', program: 'server', call: 'recv', value: 7 },
  },
  {
    id: 'erratum-recv-zero',
    source: {
      zh: '第 7 条：对方 close，recv 就返回 0 字节。',
      en: 'Caution 7: when the peer closes, recv returns 0 bytes.',
    },
    text: {
      zh: '*缓冲的数据读完以后*才是 0：第一次 recv 得到“abc”，第二次才是 0。',
      en: 'Only *after all buffered data*: the first recv gets “abc”, only the second gets 0.',
    },
    lesson: 'L17',
    fact: { fact: 'returns', program: 'server', call: 'recv', value: 0, nth: 2 },
  },
  {
    id: 'erratum-recv-reset',
    source: {
      zh: '第 7 条没有说：还有未读的数据就关闭，会怎样。',
      en: 'Caution 7 does not say what happens when an end closes with bytes unread.',
    },
    text: {
      zh: '对方没读完就 close，来的是 RST：recv 抛出 `ConnectionResetError`，不返回 0。',
      en: 'If it closes with bytes unread, an RST comes: recv raises `ConnectionResetError` and returns nothing.',
    },
    lesson: 'L18',
    fact: { fact: 'fails', program: 'client', call: 'recv', nth: 2, errno: 'ECONNRESET' },
  },
  {
    id: 'erratum-send-partial',
    source: {
      zh: '函数表只说 send“发送数据”，程序也不看它的返回值。',
      en: 'The table says that send “sends data”, and the listings ignore what it returns.',
    },
    text: {
      zh: 'send 只是交给内核，返回值是内核接下的字节数；对方收到与否它不知道。要保证全部交出去，用 `sendall`。',
      en: 'send hands bytes to the kernel and returns how many it took; it does not know whether they have arrived. To be sure that all are taken, use `sendall`.',
    },
    lesson: 'L10',
    fact: { fact: 'buffered', host: 'client', buffer: 'send', atLeast: 6 },
  },
  {
    id: 'erratum-listener-buffers',
    source: {
      zh: '创建一个 TCP 套接字，就有一个发送缓冲区和一个接收缓冲区。',
      en: 'Every TCP socket that is made has a send and a receive buffer.',
    },
    text: {
      zh: '监听套接字没有数据可放：它有的是全连接队列。收发缓冲区属于 accept 返回的连接。',
      en: 'A listening socket has no data to keep: it has an accept queue. Send and receive buffers belong to the connection that accept returns.',
    },
    lesson: 'L7',
    fact: { fact: 'queued', atLeast: 1 },
  },
  {
    id: 'erratum-unreachable-close',
    source: {
      zh: '多线程服务端的最后一行关闭监听套接字。',
      en: 'The last line of the server with threads closes the listening socket.',
    },
    text: {
      zh: '`while True` 没有出口，它后面的行永远执行不到：主线程一直在 accept 里等。页面上的程序到循环为止，没有那一行。',
      en: '`while True` has no way out, and a line behind it is never reached: main waits in accept for ever. The listing on the page ends with the loop.',
    },
    lesson: 'L24',
    fact: { fact: 'waits', program: 'server', call: 'accept', nth: 4 },
  },
];
