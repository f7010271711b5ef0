import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  notKept: '服务器的磁盘写不进去：服务器一旦终止，这个房间就会丢失。',
};
