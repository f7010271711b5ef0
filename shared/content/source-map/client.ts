import type { Group } from './statement.ts';

export const CLIENT: Group = {
  id: 'client',
  title: { zh: '客户端程序', en: 'The client program' },
  statements: [
    {
      id: 'client',
      text: {
        zh: '客户端程序运行在用户的设备上，由它主动发起连接。',
        en: 'A client runs on the user’s device, and it is the client that opens the connection.',
      },
      lesson: 'L1',
      fact: { fact: 'sent', from: 'client', what: 'SYN' },
    },
    {
      id: 'client-1',
      text: {
        zh: '第 1 步：创建一个套接字；`AF_INET` 表示 IPv4，`SOCK_STREAM` 表示 TCP。',
        en: 'Step 1: make a socket; `AF_INET` means IPv4, `SOCK_STREAM` means TCP.',
      },
      lesson: 'L2',
      fact: { fact: 'returns', program: 'client', call: 'socket' },
    },
    {
      id: 'client-2',
      text: {
        zh: '第 2 步：connect，与服务端的套接字建立连接。',
        en: 'Step 2: connect to the server’s socket.',
      },
      lesson: 'L5',
      fact: { fact: 'returns', program: 'client', call: 'connect' },
    },
    {
      id: 'client-3',
      text: { zh: '第 3 步：send，发送数据。', en: 'Step 3: send data.' },
      lesson: 'L10',
      fact: { fact: 'returns', program: 'client', call: 'send' },
    },
    {
      id: 'client-4',
      text: {
        zh: '第 4 步：recv，接收数据；没有数据就阻塞，等数据到来。',
        en: 'Step 4: recv data; if there is none, it blocks until some comes.',
      },
      lesson: 'L1',
      fact: { fact: 'waits', program: 'client', call: 'recv' },
    },
    {
      id: 'client-5',
      text: { zh: '第 5 步：close，关闭套接字。', en: 'Step 5: close the socket.' },
      lesson: 'L17',
      fact: { fact: 'returns', program: 'client', call: 'close' },
    },
    {
      id: 'client-picture',
      text: {
        zh: '流程图：socket → connect → send → recv → close。',
        en: 'The picture of the way through: socket → connect → send → recv → close.',
      },
      lesson: 'L1',
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'client', call: 'recv', value: 33 },
          { fact: 'returns', program: 'client', call: 'close' },
        ],
      },
    },
    {
      id: 'client-import',
      text: {
        zh: '套接字的函数和常量来自 Python 的 `socket` 模块。',
        en: 'The functions and constants of sockets come from Python’s `socket` module.',
      },
      lesson: 'L2',
      fact: { fact: 'returns', program: 'client', call: 'getsockname' },
    },
    {
      id: 'client-class',
      text: {
        zh: '`socket.socket(地址族, 类型)` 创建套接字对象。',
        en: '`socket.socket(family, type)` makes a socket object.',
      },
      lesson: 'L2',
      fact: { fact: 'returns', program: 'client', call: 'socket' },
    },
    {
      id: 'client-family',
      text: {
        zh: '参数一，地址族：IPv4 或 IPv6。这里是 IPv6，套接字起初的地址是 `::`，端口是 0。',
        en: 'First argument, the address family: IPv4 or IPv6. Here it is IPv6: the socket begins with the address `::` and port 0.',
      },
      lesson: 'L2',
      variation: 'ipv6',
      fact: { fact: 'prints', program: 'client', includes: "'::'" },
    },
    {
      id: 'client-type',
      text: {
        zh: '参数二，传输类型：`SOCK_STREAM` 就是 TCP，所以 connect 会握手。',
        en: 'Second argument, the kind of transport: `SOCK_STREAM` is TCP, and so connect shakes hands.',
      },
      lesson: 'L1',
      fact: { fact: 'sent', from: 'server', what: 'SYN-ACK' },
    },
    {
      id: 'client-connect',
      text: {
        zh: '函数表 · connect：与服务端的套接字建立连接。',
        en: 'Function table · connect: opens the connection to the server’s socket.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'client', call: 'connect' },
    },
    {
      id: 'client-send',
      text: {
        zh: '函数表 · send：发送数据（交给自己的内核）。',
        en: 'Function table · send: sends data (hands it to its own kernel).',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'client', call: 'send', value: 7 },
    },
    {
      id: 'client-recv',
      text: {
        zh: '函数表 · recv：接收数据（从自己的内核取）。',
        en: 'Function table · recv: receives data (takes it from its own kernel).',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'client', call: 'recv' },
    },
    {
      id: 'client-close',
      text: { zh: '函数表 · close：关闭连接。', en: 'Function table · close: closes the connection.' },
      lesson: 'L1',
      fact: { fact: 'sent', from: 'client', what: 'FIN' },
    },
    {
      id: 'client-listing-connect',
      text: {
        zh: '程序 · `connect(("192.168.127.1", 8080))`：服务端的地址和端口是一个元组。',
        en: 'Listing · `connect(("192.168.127.1", 8080))`: the server’s address and port, in one tuple.',
      },
      lesson: 'L1',
      fact: { fact: 'sent', from: 'client', what: 'SYN' },
    },
    {
      id: 'client-listing-encode',
      text: {
        zh: '程序 · `send("…".encode("utf-8"))`：字符串先变成字节才能发。',
        en: 'Listing · `send("…".encode("utf-8"))`: a string becomes bytes before it can be sent.',
      },
      lesson: 'L9',
      fact: { fact: 'returns', program: 'client', call: 'send' },
    },
    {
      id: 'client-listing-recv',
      text: {
        zh: '程序 · `recv(1024)`，再把得到的字节 decode 后打印。',
        en: 'Listing · `recv(1024)`, then decode the bytes and print them.',
      },
      lesson: 'L1',
      fact: { fact: 'prints', program: 'client', includes: '客户端你的数据我收到了' },
    },
    {
      id: 'client-listing-close',
      text: {
        zh: '程序 · 最后 close，客户端到此结束。',
        en: 'Listing · close at last, and the client ends.',
      },
      lesson: 'L1',
      fact: { fact: 'ended', program: 'client', cause: 'finished' },
    },
  ],
};
