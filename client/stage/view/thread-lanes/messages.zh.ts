import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  clients: (n) => `${n} 个客户端`,
  removeClient: (n) => `移除客户端 ${n}`,
  clientRow: (n, port, state, status) =>
    `客户端 ${n}${port === 0 ? '' : `，端口 ${port}`}，${state ?? '没有套接字'}：${status}`,
  threadStatus: {
    ready: '就绪',
    running: '运行中',
    'in-call': '调用中',
    blocked: '阻塞',
    returned: '被唤醒',
    joining: '等待 join',
    ended: '已结束',
    failed: '抛出异常',
  },
};
