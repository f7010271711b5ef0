import type { Group } from './statement.ts';

export const SERVER: Group = {
  id: 'server',
  title: { zh: '服务端程序', en: 'The server program' },
  statements: [
    {
      id: 'server',
      text: {
        zh: '服务端程序运行在服务器上，等待并接受请求，为客户端提供数据服务。',
        en: 'A server runs on a server machine, waits for requests and serves data to clients.',
      },
      lesson: 'L1',
      fact: { fact: 'waits', program: 'server', call: 'accept' },
    },
    {
      id: 'server-1',
      text: { zh: '第 1 步：创建一个套接字。', en: 'Step 1: make a socket.' },
      lesson: 'L2',
      fact: { fact: 'returns', program: 'server', call: 'socket' },
    },
    {
      id: 'server-1-family',
      text: {
        zh: '第 1 步的参数一 `AF_INET`：IPv4 地址。',
        en: 'Step 1, first argument `AF_INET`: IPv4 addresses.',
      },
      lesson: 'L3',
      fact: { fact: 'prints', program: 'server', includes: '192.168.127.2' },
    },
    {
      id: 'server-1-type',
      text: { zh: '第 1 步的参数二 `SOCK_STREAM`：TCP。', en: 'Step 1, second argument `SOCK_STREAM`: TCP.' },
      lesson: 'L1',
      fact: { fact: 'sent', from: 'server', what: 'SYN-ACK' },
    },
    {
      id: 'server-2',
      text: { zh: '第 2 步：bind，绑定 IP 地址和端口。', en: 'Step 2: bind it to an IP address and a port.' },
      lesson: 'L3',
      fact: { fact: 'returns', program: 'server', call: 'bind' },
    },
    {
      id: 'server-2-tuple',
      text: {
        zh: '第 2 步的参数是元组 `(地址, 端口)`：地址通常留空，端口是程序启动后使用的那个。',
        en: 'Step 2 takes a tuple `(address, port)`: the address is usually left empty, the port is the one that the program serves on.',
      },
      lesson: 'L3',
      variation: 'any-address',
      fact: { fact: 'returns', program: 'server', call: 'bind' },
    },
    {
      id: 'server-3',
      text: { zh: '第 3 步：listen，开始监听。', en: 'Step 3: listen.' },
      lesson: 'L4',
      fact: { fact: 'returns', program: 'server', call: 'listen' },
    },
    {
      id: 'server-3-limit',
      text: {
        zh: '第 3 步的参数：最多允许多少连接排队等待。',
        en: 'The argument of step 3: how many connections may wait in the queue at most.',
      },
      lesson: 'L8',
      fact: { fact: 'queued', atLeast: 2 },
    },
    {
      id: 'server-4',
      text: {
        zh: '第 4 步：accept，等待并接受客户端的连接。',
        en: 'Step 4: accept, which waits for a client’s connection and takes it.',
      },
      lesson: 'L7',
      fact: { fact: 'returns', program: 'server', call: 'accept' },
    },
    {
      id: 'server-5',
      text: { zh: '第 5 步：recv，接收数据。', en: 'Step 5: recv data.' },
      lesson: 'L11',
      fact: { fact: 'returns', program: 'server', call: 'recv' },
    },
    {
      id: 'server-5-size',
      text: {
        zh: '第 5 步的参数：这一次最多取多少字节。',
        en: 'The argument of step 5: how many bytes to take at most this time.',
      },
      lesson: 'L13',
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 5 },
    },
    {
      id: 'server-5-decode',
      text: {
        zh: '收到的是字节，decode 之后才是字符串。',
        en: 'What is received is bytes; decode makes a string of them.',
      },
      lesson: 'L9',
      fact: { fact: 'prints', program: 'server', includes: '你好' },
    },
    {
      id: 'server-6',
      text: { zh: '第 6 步：send，发送数据。', en: 'Step 6: send data.' },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'send' },
    },
    {
      id: 'server-6-encode',
      text: {
        zh: '第 6 步的参数是二进制数据：字符串要先 encode，直接给字符串会出错。',
        en: 'Step 6 takes binary data: a string has to be encoded first, and is refused as it is.',
      },
      lesson: 'L9',
      fact: { fact: 'raises', program: 'client', exception: 'TypeError' },
    },
    {
      id: 'server-7',
      text: {
        zh: '第 7 步：close，关闭套接字，通信完成。',
        en: 'Step 7: close the socket; the conversation is over.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'close' },
    },
    {
      id: 'server-picture',
      text: {
        zh: '流程图：socket → bind → listen → accept → recv → send → close。',
        en: 'The picture of the way through: socket → bind → listen → accept → recv → send → close.',
      },
      lesson: 'L1',
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'server', call: 'send' },
          { fact: 'returns', program: 'server', call: 'close', nth: 2 },
        ],
      },
    },
    {
      id: 'server-import',
      text: { zh: '服务端用的是同一个 `socket` 模块。', en: 'The server uses the same `socket` module.' },
      lesson: 'L2',
      fact: { fact: 'returns', program: 'server', call: 'socket' },
    },
    {
      id: 'server-class',
      text: {
        zh: '监听的和通信的套接字是同一个类；监听的由 `socket.socket(地址族, 类型)` 创建。',
        en: 'The socket that listens and the one that converses are of one class; the first is made by `socket.socket(family, type)`.',
      },
      lesson: 'L7',
      fact: { fact: 'returns', program: 'server', call: 'socket' },
    },
    {
      id: 'server-params',
      text: {
        zh: '两个参数与客户端相同：地址族和传输类型。',
        en: 'Both arguments are as for the client: address family and kind of transport.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'socket' },
    },
    {
      id: 'server-bind',
      text: {
        zh: '函数表 · bind：绑定 IP 地址和端口。',
        en: 'Function table · bind: gives the socket an IP address and a port.',
      },
      lesson: 'L3',
      fact: { fact: 'returns', program: 'server', call: 'bind' },
    },
    {
      id: 'server-listen',
      text: { zh: '函数表 · listen：设为监听。', en: 'Function table · listen: makes the socket listen.' },
      lesson: 'L4',
      fact: { fact: 'state', host: 'server', is: 'LISTEN' },
    },
    {
      id: 'server-accept',
      text: {
        zh: '函数表 · accept：等待并接受客户端的连接。',
        en: 'Function table · accept: waits for a client’s connection and takes it.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'accept' },
    },
    {
      id: 'server-send',
      text: { zh: '函数表 · send：发送数据。', en: 'Function table · send: sends data.' },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'send', value: 33 },
    },
    {
      id: 'server-recv',
      text: { zh: '函数表 · recv：接收数据。', en: 'Function table · recv: receives data.' },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 7 },
    },
    {
      id: 'server-listing-reuse',
      text: {
        zh: '程序 · `setsockopt(SOL_SOCKET, SO_REUSEADDR, True)`：重新启动时可以再用同一个端口。没有它会怎样，看这一刻。',
        en: 'Listing · `setsockopt(SOL_SOCKET, SO_REUSEADDR, True)`: the port can be used again at a restart. This moment shows what happens without it.',
      },
      lesson: 'L20',
      fact: { fact: 'fails', program: 'server', call: 'bind', nth: 2, errno: 'EADDRINUSE' },
    },
    {
      id: 'server-listing-bind',
      text: {
        zh: '程序 · `bind(("192.168.127.1", 8080))`：在这个地址的 8080 端口服务。',
        en: 'Listing · `bind(("192.168.127.1", 8080))`: serve on port 8080 of this address.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'bind' },
    },
    {
      id: 'server-listing-listen',
      text: {
        zh: '程序 · `listen(128)`：允许 128 个连接排队。',
        en: 'Listing · `listen(128)`: as many as 128 connections may wait.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'listen' },
    },
    {
      id: 'server-listing-accept',
      text: {
        zh: '程序 · accept 阻塞等待，返回一个与客户端通信的套接字，和客户端的地址。',
        en: 'Listing · accept blocks, then returns a socket for the conversation and the client’s address.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'accept' },
    },
    {
      id: 'server-listing-print',
      text: { zh: '程序 · 打印客户端的地址。', en: 'Listing · print the client’s address.' },
      lesson: 'L1',
      fact: { fact: 'prints', program: 'server', includes: '192.168.127.2' },
    },
    {
      id: 'server-listing-recv',
      text: { zh: '程序 · `recv(1024)`，decode 后打印。', en: 'Listing · `recv(1024)`, decode, print.' },
      lesson: 'L1',
      fact: { fact: 'prints', program: 'server', includes: 'nihaoma' },
    },
    {
      id: 'server-listing-send',
      text: { zh: '程序 · 用 send 发回编码后的回复。', en: 'Listing · send the encoded reply.' },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'send', value: 33 },
    },
    {
      id: 'server-listing-close',
      text: {
        zh: '程序 · 先关闭与客户端通信的套接字，再关闭监听套接字。',
        en: 'Listing · close the socket of the conversation, then the listening one.',
      },
      lesson: 'L1',
      fact: { fact: 'returns', program: 'server', call: 'close', nth: 2 },
    },
  ],
};
