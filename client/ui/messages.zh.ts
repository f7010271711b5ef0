import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  themes: { system: '跟随系统', light: '浅色', dark: '深色', contrast: '高对比度' },
  themeNow: (theme) => `主题：${theme}`,
  host: { client: '客户端', server: '服务端' },
  hostTitle: { client: '客户端', server: '服务端' },
  you: '你',
  wire: '线路',
  close: '关闭',
};
