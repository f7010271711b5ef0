import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  on: (code, here) => `这台设备的课堂 ${code} 还没有下课：${here} 人在场，没有人主讲。`,
  presented: (code, here) => `这台设备的课堂 ${code} 还没有下课：${here} 人在场，由另一个标签页或设备主讲。`,
  goOn: '继续主讲',
  presentHere: '在这里主讲',
  notMine: '不是我的…',
  sure: (code) => `清除这台设备上课堂 ${code} 的记录？课堂仍在，但此后只能凭“换一台设备主讲”的链接来主讲。`,
  yes: '清除',
  no: '取消',
  forgotten: (code) => `这台设备上课堂 ${code} 的记录已清除。`,
  over: (code) => `课堂 ${code} 已经下课，或现在无法连接。`,
};
