import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '原课对照',
  lead: '本页由一份课程讲义发展而来。这里按原来的顺序、用我们自己的话列出它的每一句话；每一句都通向真实运行的录像中看到它的那一刻，也可以打开课程自己做。',
  nav: '各部分',
  see: '看这一刻',
  live: '实况',
  errata: '勘误',
  errataLead: '原课写错或漏掉的地方。请按正确的记；每一条也都能看到。',
  source: '原课',
  so: '其实',

  shows: '这一刻显示的是：',
  moment: '别人分享的一刻',
  toMoment: '回到这一刻',
  toMap: '对照表',
  close: '关闭',
  loading: '正在取录像……',
  problem: '这一刻无法显示',
  noLesson: (id) => `没有“${id}”这一课，也就没有它的录像。`,
  noStatement: (id) => `对照表里没有“${id}”这一条。录像从头显示。`,
  elsewhere: (lesson) => `这一条要在 ${lesson} 里看，不在这份录像里。`,
  notSeen: '这份录像里看不到这一条。录像从头显示。',
  noMoment: (at, head) => `这份录像里没有第“${at}”个事件：它有第 1 到 ${head} 个。录像从头显示。`,
  again: '再试一次',
  first: '播放 L1 的录像',
  home: '全部课程',
};
