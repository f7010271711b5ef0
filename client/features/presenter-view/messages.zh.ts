import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '主讲人视图',
  ofClass: (code) => `课堂 ${code}`,

  ended: '已经下课。',
  apart: '没有找到正在主讲这个课堂的窗口。',
  apartWhy:
    '这一页属于本浏览器里正在主讲的那个窗口；那个窗口一打开，这里就会继续。也可以在它的课堂面板里重新打开这一页。如果现在由另一台设备主讲，在那个窗口里按“在这里主讲”就能接回。',

  elsewhere: '这个课堂现在由另一个标签页或设备主讲。',
  elsewhereWhy:
    '讲稿和人数在那边的主讲人视图里。在原来主讲的窗口里按“在这里主讲”就能接回，这一页随后会继续。',

  beginning: '开始',
  moveOf: (done, moves) => `第 ${done} 步，共 ${moves} 步`,
  theEnd: '结束',
  variation: (title) => `变式：${title}`,
  experiment: (title) => (title === '' ? '自己做的实验' : `自己做的实验：${title}`),
  task: '变式的任务',
  noNotes: '这次运行没有讲稿：程序不是这一课的。',

  now: '现在',
  next: '接下来',
  nextNote: '下一段讲稿',
  atTheEnd: '最后',
  point: '指给大家看',
  ask: '提问',
  beware: '常见误解',

  mode: {
    live: '实况',
    past: (cursor, head) => `过去：第 ${cursor} 个事件，共 ${head} 个`,
    recording: (cursor, head) => `录像：第 ${cursor} 个事件，共 ${head} 个`,
    lost: '连接已断开',
  },

  sinceBegin: '上课至今',
  notKnown: '未知',
  timer: '计时器',
  minutes: (minutes) => `${minutes} 分钟`,
  stop: '停止',
  left: '剩余',
  over: '已超时',

  class: '课堂',
  here: () => '人在场',
  questions: '提问与回答…',
  desk: '课堂设置',
  all: '大家都跟着你。',
  outdated: '这是最后收到的情况。',
  apartNow: '大家在各自的实验里。',
  nobody: '还没有人来。',
  aside: (aside) => `${aside} 人在自由查看`,
  gone: (gone) => `比之前少 ${gone} 人`,
  waiting: (waiting) => `${waiting} 人在等空位`,

  question: '全班提问',
  noQuestion: '现在没有。',
  before: '这一课先问，再往下走',

  earlier: '后退一个事件',
  later: '前进一个事件',
  toLive: '回到实况',
  closeOpen: '关闭投影上打开的面板',
  keys: '空格：继续；← →：后退或前进一个事件；End：回到实况；Esc：关闭打开的面板。',
};
