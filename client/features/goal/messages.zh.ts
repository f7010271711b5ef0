import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  label: '这次运行要做什么',
  task: '任务',
  idea: '对吗？',
  expected: '你的预期',
  setUp: (lines) => `此前已执行 ${lines} 行：`,
  closing: (lines) => `这一课结束后又执行了 ${lines} 行：`,
  show: '回看',
  kernelTimers: {
    held: '这里用内核默认的定时器：扣住的报文段很快会重传，副本叠在一张卡片上（↻）。',
    heldAcks: '这里用内核默认的定时器：你扣住 ACK 期间，对端会重传这些 ACK 所确认的内容。',
  },
  autoWire: '线路自动递送：这里要看的，在程序和它们的内核里。',
  unhurriedWire: '线路自动递送：SYN 若等你来递送，一秒后就会重传，而且一再重传。',
  losingWire:
    '线路丢掉一个方向的全部报文段：内核发往那边的数据、SYN 和 FIN 会一再重传，每次都写入记录，直到线路递送或内核放弃。',
  guide: '打开课程说明',
};
