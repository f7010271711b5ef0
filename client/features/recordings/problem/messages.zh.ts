import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  'not-a-recording': '这个文件不是 Socketscope 录像。',
  'newer-version': '这个录像由更新版本的 Socketscope 制作。',
  'bad-event': (line) => `录像的第 ${line} 行无法读取。`,
  'too-large': '这个录像太大了。',
  'out-of-order': (line) => `录像的第 ${line} 行不是紧接着的事件。`,
  'cut-off': (line) => `这个录像到第 ${line} 行就断了：是不是没有复制完？请重新复制或保存一次。`,
  'too-much': (line) => `到第 ${line} 行，这个录像里同时存在的东西已多到页面无法显示，所以没有打开。`,
  'no-reader': '浏览器没能启动读取录像的部分。请刷新页面再试一次。',
  unreachable: '随附的录像不在这里。',
};
