import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  label: '给 input() 的一行',
  placeholder: '输入一行，按 Enter',
  enter: 'Enter',
  waits: '正在等人输入一行',
  tooLong: (most) => `没有送出：一行最多 ${most} 字节。`,
};
