import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  label: (peak) => `四个缓冲区的字节数随事件的变化，最高 ${peak}`,
  series: {
    'client-send': '客户端发送',
    'server-recv': '服务端接收',
    'server-send': '服务端发送',
    'client-recv': '客户端接收',
  },
};
