import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  home: '首页',
  nav: '页面',
  skip: '跳到正文',
  lessons: '课程',
  map: '原课对照',
  reference: '参考手册',
};
