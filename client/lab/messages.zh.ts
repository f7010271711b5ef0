import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  connecting: '正在连接实验……',
  newRoom: '打开自己的实验',
  shipped: (id) => `播放 ${id} 的录像`,
  keys: {
    whyNot: {
      past: '你在看过去的一刻：按 End 回到实况。',
      recording: '这是录像：能播放，能看，不能改。',
      viewer: '你在旁观：只有操作这个房间的标签页能单步执行。你自己的实验可从菜单打开。',
      'in-other-hands': '这一部分没有交给你操作。',
      offline: '没有连到实验。',
      loading: '课程还在载入。',
      closed: '这个实验已结束，请开一个新的。',
      question: '先预测：这一课在问接下来会发生什么。',
      'nothing-held': '线路上没有等待递送的报文段。',
    },
  },
};
