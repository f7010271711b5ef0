import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  host: { client: '客户端', server: '服务端' },
  edited: (who, line, is, own) => `你改了${who}的第 ${line} 行：${own} 改成了 ${is}。`,
  listens: (ports) => `服务端监听的端口是 ${ports}。`,
  wire: '你把线路设得与这一课不同。',
  dropped: (n) => `你丢弃了 ${n} 个报文段。`,
  added: (who) => `你增加了${who}。`,
  stopped: (who) => `你结束了${who}。`,
};
