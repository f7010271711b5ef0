import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  lost: (seconds) => `连接断开，${seconds} 秒后重试；看过的都还在。`,
  retrying: '连接断开，正在重试……',
  retry: '立即重试',
  unreachable: '这里没有 Socketscope 服务器应答。',
  unreachableMore: '你仍可看真实运行的录像，时间轴完整。',
  labDied: '实验进程已终止。记录保留着，新的实验会接替它。',
  labDown: '实验进程没有在运行。记录保留着。',
  labIdle: '这个实验半小时没有人操作，已关闭；记录保留着。',
  closesSoon: (seconds) => `这个实验很久没有人操作：${seconds} 秒后关闭。`,
  keep: '保留',
  labEnded: '这个实验已结束，记录保留着。',
  newLab: '新实验',
};
