import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  variable: (name) => `${name} 的完整值`,
  bytes: (length) => `bytes，${length} 字节`,
  text: (length) => `str，${length} 个字符`,
  number: 'int',
  flag: 'bool',
  none: 'None',
  address: '地址',
  socket: '套接字',
  leftOut: (n) => `…… 中间的 ${n} 字节没有保留 ……`,
  cut: (n) => `只保留了前 ${n} 个字符。`,
  output: (host) => `${host === 'client' ? '客户端' : '服务端'}打印的全部内容`,
  lines: (n, most) => (n < most ? `${n} 行` : `只保留了最新的 ${n} 行。`),
  nothing: '它还没有打印过什么。',
};
