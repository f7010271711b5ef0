import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  delay: '延迟 1 秒',
  delayTitle: '一秒之后它自己送达',
  hold: '扣住',
  holdTitle: '它停在这里，等你递送，或等你重新设置线路',
  duplicate: '复制',
  duplicateTitle: '线路再造一份同样的报文段',
};
