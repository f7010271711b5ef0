import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  'two-hosts': '两台主机 · 真实内核',
  loopback: '一台主机 · 回环',
  replay: '只有录像',
  open: '关于这个网络',
  title: '正在使用的网络',
};
