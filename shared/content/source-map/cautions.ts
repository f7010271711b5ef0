import type { Group } from './statement.ts';

export const CAUTIONS: Group = {
  id: 'cautions',
  title: { zh: '七条注意', en: 'Seven cautions' },
  statements: [
    {
      id: 'caution-1',
      text: {
        zh: '第 1 条：客户端要和服务端通信，必须先建立连接。',
        en: 'Caution 1: before a client and a server can talk, they have to connect.',
      },
      lesson: 'L5',
      fact: { fact: 'fails', program: 'client', call: 'send', errno: 'EPIPE' },
    },
    {
      id: 'caution-2',
      text: {
        zh: '第 2 条：客户端一般不绑定端口，因为由它主动发起；内核在 connect 时给它一个。',
        en: 'Caution 2: a client as a rule does not bind a port, because it is the one who calls; the kernel gives it one at connect.',
      },
      lesson: 'L3',
      fact: { fact: 'local-port', program: 'client', call: 'connect', atLeast: 1024 },
    },
    {
      id: 'caution-3',
      text: {
        zh: '第 3 条：服务端必须绑定端口，否则客户端找不到它：这个服务端没有 bind，连接 8080 端口被拒绝。',
        en: 'Caution 3: a server has to bind a port, or clients cannot find it: this one has not, and connect to port 8080 is refused.',
      },
      lesson: 'L3',
      variation: 'no-bind',
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'server', call: 'accept' },
          { fact: 'fails', program: 'client', call: 'connect', errno: 'ECONNREFUSED' },
        ],
      },
    },
    {
      id: 'caution-4',
      text: {
        zh: '第 4 条：listen 之后的套接字是被动的，只接受新连接，不能收发数据。',
        en: 'Caution 4: a socket after listen is passive: it takes new connections and cannot carry data.',
      },
      lesson: 'L4',
      fact: { fact: 'fails', program: 'server', call: 'recv', errno: 'ENOTCONN' },
    },
    {
      id: 'caution-5',
      text: {
        zh: '第 5 条：连接成功后，服务端得到一个*新的*套接字，用它与这个客户端收发。',
        en: 'Caution 5: once connected, the server gets a *new* socket, and talks to this client by that one.',
      },
      lesson: 'L7',
      fact: { fact: 'returns', program: 'server', call: 'accept' },
    },
    {
      id: 'caution-6',
      text: {
        zh: '第 6 条：关闭 accept 返回的套接字，表示与这个客户端的通信结束；监听套接字照常。',
        en: 'Caution 6: closing the socket that accept returned ends the conversation with this client; the listening one goes on.',
      },
      lesson: 'L23',
      fact: {
        fact: 'all',
        of: [
          { fact: 'returns', program: 'server', call: 'close' },
          { fact: 'waits', program: 'server', call: 'accept' },
        ],
      },
    },
    {
      id: 'caution-7',
      text: {
        zh: '第 7 条：客户端 close 后，服务端的 recv 解除阻塞，返回 0 字节：由此知道客户端已离开。',
        en: 'Caution 7: when the client has closed, the server’s recv wakes and returns 0 bytes: this is how it knows that the client has gone.',
      },
      lesson: 'L17',
      variation: 'recv-sleeps',
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'server', call: 'recv' },
          { fact: 'returns', program: 'server', call: 'recv', value: 0 },
        ],
      },
    },
    {
      id: 'caution-7-back',
      text: {
        zh: '第 7 条，反过来：服务端关闭后，客户端的 recv 同样解除阻塞，返回 0 字节。',
        en: 'Caution 7, the other way: when the server has closed, the client’s recv wakes and returns 0 bytes too.',
      },
      lesson: 'L17',
      variation: 'server-closes',
      fact: {
        fact: 'all',
        of: [
          { fact: 'waits', program: 'client', call: 'recv' },
          { fact: 'returns', program: 'client', call: 'recv', value: 0 },
        ],
      },
    },
  ],
};
