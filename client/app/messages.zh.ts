import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  home: '首页：全部课程',
  experiment: '一个实验',
  fullscreen: '全屏',
  badge: {
    live: '实况',
    past: '过去',
    recording: '录像',
    cutOff: '未连接',
    cutOffHint: '你看到的是最后收到的情形；此后实验可能又有变化。',
    waiting: '等候进入',
    waitingHint: '等候进入：一有位置，你会自动进入。',
    ended: '实验已结束',
    endedHint: '这个实验已结束，记录保留着。',
    liveHint: '你看到的正在发生。',
    pastHint: '较早的一刻：能看，不能改。',
    recordingHint: '一次真实运行的录像：能看，不能改。',
    readOnly: '只读',
    readOnlyHint: '你在旁观：只有操作这个房间的标签页能单步执行。你自己的实验可从菜单打开。',
    viewers: (n) => `${n} 人旁观`,
  },
};
