import type { Group } from './statement.ts';

export const INSIDE: Group = {
  id: 'inside',
  title: { zh: 'send 和 recv 的原理', en: 'How send and recv work' },
  statements: [
    {
      id: 'buffers',
      text: {
        zh: 'TCP 套接字有一个发送缓冲区和一个接收缓冲区。',
        en: 'A TCP socket has a send buffer and a receive buffer.',
      },
      lesson: 'L2',
      fact: { fact: 'returns', program: 'client', call: 'getsockopt', nth: 2 },
    },
    {
      id: 'buffers-memory',
      text: {
        zh: '它们是（内核的）内存，所以有大小，也会满。',
        en: 'They are memory (the kernel’s): they have a size, and can be full.',
      },
      lesson: 'L15',
      fact: { fact: 'waits', program: 'client', call: 'send' },
    },
    {
      id: 'send-nic',
      text: { zh: '数据必须经网卡发出。', en: 'Data has to leave through the NIC.' },
      lesson: 'L10',
      fact: { fact: 'sent', from: 'client', what: 'data' },
    },
    {
      id: 'send-system-call',
      text: {
        zh: '应用程序不能直接用网卡发送，要调用操作系统的接口。',
        en: 'A program cannot send with the NIC itself: it has to call the operating system.',
      },
      lesson: 'L10',
      fact: { fact: 'returns', program: 'client', call: 'send' },
    },
    {
      id: 'send-buffer',
      text: { zh: '应用程序把数据写进发送缓冲区。', en: 'The program writes its data into the send buffer.' },
      lesson: 'L10',
      fact: { fact: 'buffered', host: 'client', buffer: 'send', atLeast: 6 },
    },
    {
      id: 'send-kernel',
      text: {
        zh: '再由操作系统控制网卡，把缓冲区的数据发给服务端的网卡；丢了也由它重传。',
        en: 'The operating system then has the NIC send it to the server’s NIC, and sends it again if it is lost.',
      },
      lesson: 'L22',
      fact: { fact: 'sent', from: 'client', what: 'data', copies: true },
    },
    {
      id: 'recv-system-call',
      text: {
        zh: '应用程序也不能直接从网卡接收，同样要调用操作系统的接口。',
        en: 'Nor can a program receive from the NIC itself: it calls the operating system.',
      },
      lesson: 'L11',
      fact: { fact: 'waits', program: 'server', call: 'recv' },
    },
    {
      id: 'recv-kernel',
      text: {
        zh: '操作系统从网卡收下数据，写进接收缓冲区。',
        en: 'The operating system takes data from the NIC and writes it into the receive buffer.',
      },
      lesson: 'L7',
      fact: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 13 },
    },
    {
      id: 'recv-buffer',
      text: {
        zh: '应用程序再从接收缓冲区取走客户端发来的数据。',
        en: 'The program then takes what the client has sent from the receive buffer.',
      },
      lesson: 'L11',
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 7 },
    },
    {
      id: 'buffers-picture',
      text: {
        zh: '示意图：程序 → 发送缓冲区 → 网卡 → 网卡 → 接收缓冲区 → 程序。',
        en: 'The picture: program → send buffer → NIC → NIC → receive buffer → program.',
      },
      lesson: 'L22',
      fact: { fact: 'returns', program: 'server', call: 'recv', value: 9 },
    },
  ],
};
