import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  pace: '跟随者只能看到你已展示过的内容',

  otherDevice: '换一台设备主讲…',
  otherDeviceHint: '谁有这个链接，谁就主讲这堂课，本页随后只能旁观。不要给别人看。',
  onWall: '在这块屏幕上人人看得到；主讲人视图里也有这个链接。',
  copyLink: '复制链接',
  showLink: '显示链接',
  showOnWall: '仍在这里显示',
  copied: '链接已在剪贴板：谁有它，谁就主讲这堂课。',
  close: '关闭',
};
