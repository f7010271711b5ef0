import type { Grade } from '../../../shared/log/events.ts';
import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '看清 send() 和 recv() 之间到底发生了什么',
  lead: '两个程序真的在调用套接字，线程真的会阻塞。你逐行执行它们，也由你充当线路：真实的 TCP 报文段由你扣住、递送或丢弃。',
  start: (id) => `从 ${id} 开始`,
  goOn: (id) => `接着学 ${id}`,
  resume: (id, done, all) => `继续 ${id}：已完成 ${done} / ${all} 步`,
  again: (done, all) => `上次已完成 ${done} / ${all} 步。新实验会从第一步开始。`,
  watch: (id) => `看 ${id} 的录像`,
  tour: '一分钟导览',
  free: '自由实验',
  readMore: '更多资料',
  map: '原课对照',
  reference: '参考手册：调用、错误、状态',

  noPage: (name) => `这里没有“${name}”这个页面。这里有：`,
  noServer:
    '这里没有 Socketscope 服务器应答，不能实时单步执行：每一课都播放一次真实运行的录像。想要自己的实验，请在 Linux 上运行“npm start”。',
  replayOnly: '这里没有可用的实验，不能实时单步执行：每一课都播放一次真实运行的录像。',
  lacks: {
    wire: '这台机器上不能实时运行：需要两台主机，和一条能扣住报文段的线路',
    isolated: '这台机器上不能实时运行：需要实验自己的主机',
  },
  recording: '看录像',

  strip: {
    label: '正在播放的一次录像',
    what: (grade, kernel) => `一次真实运行的录像 · ${GRADES[grade]} · ${kernel}`,
    play: '播放',
    pause: '暂停',
    again: '重新播放',
    whole: '在完整的舞台上看',
    missing: '这里的录像没能取到。',
  },

  lessons: '课程',
  notBegun: '未开始',
  inProgress: (done, all) => `已完成 ${done} / ${all} 步`,
  done: '已完成',
  right: (right, asked) => `预测对 ${right} / ${asked}`,
  summary: (done, all, right, asked) =>
    `完成 ${done} 课，共 ${all} 课${asked > 0 ? `；首次预测对了 ${right} 个，共 ${asked} 个` : ''}。只保存在这台设备上。`,
};

const GRADES: Readonly<Record<Grade, string>> = {
  'two-hosts': '两台主机',
  loopback: '一台主机，回环',
  replay: '录像',
};
