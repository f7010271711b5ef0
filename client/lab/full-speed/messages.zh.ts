import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  running: '正在全速运行……',
  took: (span) => `一共用了 ${span}。现在从头慢放；按 End 回到实况。`,
};
