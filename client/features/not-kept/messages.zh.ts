import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  notKept: '服务器暂时无法保存这个房间；服务器一旦终止，它就会丢失。',
};
