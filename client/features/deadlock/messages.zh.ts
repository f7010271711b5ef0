import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  host: { client: '客户端', server: '服务端' },
  deadlock: '死锁：',
  waits: (who, call, on) => `${who}停在 ${call}() 里等${on}`,
  or: '或',
  and: '，而',
  starved: (who, behind) => `已连接但没有被 accept：${who}还在接受队列里，而${behind}。`,
};
