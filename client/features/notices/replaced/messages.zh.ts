import type { Messages } from './messages.en.ts';

const newLab = (isSetUp: boolean): string =>
  `这是新的实验：程序相同，${isSetUp ? '已运行到这一课的起点' : '从第一行开始'}。`;

export const messages: Messages = {
  labReplaced: (isSetUp) => `上一个实验的进程已终止。${newLab(isSetUp)}`,
  labElsewhere: (isSetUp) => `课堂和主讲人原来的实验不在同一台服务器上。${newLab(isSetUp)}`,
  close: '关闭',
  lostLog: '查看之前的记录',
};
