import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  connecting: '正在连接实验……',
  newRoom: '打开自己的实验',
  shipped: (id) => `播放 ${id} 的录像`,
  keys: {
    whyNot: {
      viewer: '你在旁观：只有操作这个房间的标签页能单步执行。你自己的实验可从菜单打开。',
      'in-other-hands': '这一部分没有交给你操作。',
      offline: '没有连到实验。',
      waiting: '等候进入：一有位置，你会自动进入。',
      loading: '课程还在载入。',
      question: '先预测：这一课在问接下来会发生什么。',
    },
  },
};
