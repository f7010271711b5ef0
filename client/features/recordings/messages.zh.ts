import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  dropHere: '松手即可打开录像或实验',
  reading: (percent) => `正在打开录像：${percent}%`,
  cancel: '取消',
};
