import type { guideEn } from './guide.en.ts';

export const guideZh: typeof guideEn = {
  title: '课程',
  all: '全部课程',
  task: '任务',
  myth: (myth) => `很多人以为：“${myth}”`,
  predict: '预测',
  onceMore: '在新实验里再来一遍',
  seen: '这次运行显示了什么',
  holds: '已看到',
  open: '还没有看到',
  missing: '这次没有看到：内核的做法不同，或走了别的路',
  cannot: '这种网络看不到',
  why: '为什么',
  spoiler: '解释（运行之后再看）',
  tryIt: '试一试',
  back: '回到课程本身',
  progress: (done, all) => `第 ${done} 步，共 ${all} 步`,
  over: '这一课已经走完。',
  next: (title) => `下一课：${title}`,
  needs: {
    wire: '这一课要由你掌握线路：需要两台主机（支持网络命名空间的 Linux）。',
    isolated: '这一课需要自己的主机（支持网络命名空间的 Linux）。',
  },
};
