import type { pagesEn } from './messages.en.ts';

export const pagesZh: typeof pagesEn = {
  home: '首页',
  nav: '页面',
  skip: '跳到正文',
  lessons: '课程',
  map: '原课对照',
  reference: '参考手册',
};
