import type { Messages } from './messages.en.ts';
const spaced = (host: string): string => (/\d$/.test(host) ? ' ' : '');

export const messages: Messages = {
  predict: '先预测',
  run: (host) => `让${host}${spaced(host)}运行`,
  drop: (what) => `丢弃 ${what}`,
  wire: {
    hold: '扣住线路',
    'hold-data': '扣住数据',
    'hold-acks': '扣住 ACK',
    auto: '让线路自动递送',
  },
  set: '更改取值',
  addClient: '增加客户端',
  stop: '停止程序',
  step: (host, line, call) => `执行${host}${spaced(host)}第 ${line} 行${call ? `：${call}` : ''}`,
  deliver: (what) => `递送 ${what}`,
  deliverBytes: (n) => `递送 ${n} 字节`,
  runAgain: '再运行一次',
  newLab: '新实验',
  backToLive: '回到实况',
  play: '播放',
  pause: '暂停',
  playAgain: '从头播放',
  waiting: '等待中…',
  explanation: '为什么？看解释',
  nextLesson: (id) => `下一课：${id}`,
  telling: '…',
  tellingHint: '上一步的结果还在演示。按下则跳过余下的，直接继续。',
  watching: '旁观中',
  key: '空格',
  why: {
    busy: '有事正在进行：线程在跑，或线路在递送。',
    viewer: '你在旁观：只有打开这个房间的标签页能单步执行。你自己的实验可从菜单打开。',
    connecting: '没有连到实验。',
    loading: '课程还在载入。',
  },
};
