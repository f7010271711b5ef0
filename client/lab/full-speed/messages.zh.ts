import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  running: '正在全速运行……',
  took: (span) => `一共用了 ${span}。现在从头慢放；按 End 回到实况。`,
  tookLong: (span, events) =>
    `一共用了 ${span}。现在从第一批字节开始慢放这 ${events} 个事件，1× 时约一分半钟；按 Home 看开头，按 End 回到实况。`,
};
