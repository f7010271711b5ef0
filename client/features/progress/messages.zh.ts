import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  nothing: '还没有进度。',
  forget: '清除我的进度',
  sure: '清除全部课程和预测的记录，以及这个浏览器对它打开的实验的操作权限和主讲它的课堂的权限？设置和草稿会保留。',
  yes: '清除',
  no: '保留',
  forgotten: '已清除。',
  undo: '撤销',
};
