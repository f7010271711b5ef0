import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '先预测',
  task: '任务',
  asked: '这一课请你先预测。',
  commit: '这就是我的预测',
  onlyWatch: '只看不猜',
  keys: '按 1–3 选择，Enter 确定',
  close: '先把问题放到一边',
  answer: '现在回答',
  yours: '你的预测',
  happened: '实际发生的',
  none: '这次运行看不出实际发生的是哪一个。',
  noneOfThese: (changed) => `${changed}所以这几种都没有发生：问题问的是这一课原来的运行。`,
  reasonsOf: (changed) => `${changed}这里给出的理由说的是这一课原来的运行。`,
  waitsFor: '还没有运行到这里。',
  right: '和你预测的一样',
  wrong: '和预测的不同',
  watched: '实际发生的',
  goOn: '继续',
};
