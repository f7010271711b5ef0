import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  label: '第一次出现的记号',
  close: '知道了',
  signs: {
    moment: ['◆', '时间轴上：对话的关键时刻，例如“已连接”'],
    marks: ['|  ▲  ●  ✕', '时间轴上：调用返回、报文段发出或到达、套接字状态改变、失败或丢失'],
    copies: ['↻2', '内核重传过这个报文段，至今两次'],
    sends: ['1  2', '颜色和编号：第一次、第二次 send() 的字节'],
    witness: ['✓  ≠  …', '本页的计数与内核的计数：一致、不一致、内核的较旧'],
    flags: ['SYN  ACK  PSH  FIN  RST', '报文段的标志：建立、确认、立即上交、不再有数据、中断连接'],
    numbers: ['seq  ack  len  win', '首字节的序号、期待的下一个字节、携带的字节数、发送方还能接收的字节数'],
    unobserved: ['▨', '灰色斜线：没有观测到，所以不给数字'],
    sleeps: ['⧗', '黄色斜线：线程阻塞在内核中；虚线指向能唤醒它的东西'],
  },
};
