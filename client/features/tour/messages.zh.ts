import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  readingMs: 110,
  label: '一分钟导览',
  step: (n, all) => `${n} / ${all}`,
  next: '下一步',
  back: '上一步',
  pause: '暂停',
  goOn: '继续',
  leave: '离开导览',
  key: '空格',
  keys: '空格或 → 下一步，← 上一步，Esc 离开',
  endTitle: '轮到你了',
  end: '在你自己的实验里，你单步执行，程序才往前走；扣住的报文段，你递送了才会过去。自己来一步一步做吧。',
  begin: (lesson) => `自己单步执行 ${lesson}`,
  again: '再看一遍',
  loading: '正在取录像……',
  missing: '录像没能取到，这里看不了导览。',
  home: '回首页',
};
