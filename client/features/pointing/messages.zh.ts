import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  tool: '指示',
  toolHint: '跟随者看得到你的指针指在舞台何处。点一下可突出一处，按 Esc 结束。快捷键 L。',
  presenterOnly: '只有课堂的主讲人能给大家指示。可以从菜单开始上课。',
  pointsAt: (part) => `主讲人指着${part}`,
  show: '去看',
  stage: '舞台',
  of: (host, part) => `${host === 'client' ? '客户端' : '服务端'}的${part}`,
  parts: {
    program: '程序',
    variable: '变量',
    output: '输出',
    thread: '线程',
    calls: '系统调用',
    send: '发送缓冲区',
    recv: '接收缓冲区',
    socket: '套接字',
    queue: '全连接队列',
    nic: '网卡',
    kernel: '内核',
    sequence: '报文段的时序',
    wire: '线路',
  },
};
