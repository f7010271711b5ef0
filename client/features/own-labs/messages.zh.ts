import { personName } from '../../stage/view/holder-tag/person-name.ts';
import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '轮到你们',
  open: '轮到你们…',
  openHint: '给每个跟随的人一个自己的实验',

  have: (devices, free) => `${devices} 台设备在跟随，有 ${free} 个实验位可用。`,
  nobody: '还没有人跟随。之后来的人也会得到实验。',
  noLabs: '现在没有实验位可用：都在使用中。',
  beginsAs: '每个实验都像你的实验那样，从这一课的开头开始，程序、变式和线路取你现在的样子。',
  each: (each) => (each === 1 ? '每人一个' : `${each} 人一组`),
  choice: (count, without) => (without === 0 ? `${count} 个实验` : `${count} 个实验，${without} 人只旁观`),
  start: '分发实验',
  back: '叫回所有人',
  backHint: '他们的实验随即结束，所有人重新跟随你。',

  counts: {
    stuck: (count) => `${count} 个卡住`,
    quiet: (count) => `${count} 个没有动静`,
    going: (count) => `${count} 个进行中`,
    making: (count) => `${count} 个正在开始`,
    away: (count) => `${count} 个没有人`,
    over: (count) => `${count} 个到了结尾`,
    done: (count) => `${count} 个完成`,
  },
  without: (without) => `${without} 人没有实验，在旁观`,
  lab: (lab) => `实验 ${lab}`,
  who: (person) => personName(person, '设备'),
  raised: '举了手',
  missing: (missing) => `${missing} 台不在场`,
  moves: (done, moves) => `${done}/${moves} 步`,
  standing: {
    quiet: (minutes) => `${minutes} 分钟没有动静`,
    going: '进行中',
    making: '正在创建实验',
    away: '没有人在',
    over: '到了结尾；并非全部现象都出现',
    done: '完成',
  },
  stuck: {
    deadlock: '卡住：死锁',
    exception: (name) => `卡住：${name}`,
    standstill: '卡住：没有什么能再继续',
  },
  list: '各个实验',
  look: '进去看看',
  lookHint: '在单独的窗口里打开，你在那里只能旁观',
  show: '投影…',
  showHint: '先问里面的人是否同意投影',
  notKept: '谁有哪个实验，服务器暂时无法保存。',

  asking: (lab) => `正在问实验 ${lab} 里的人是否同意投影。`,
  refused: (lab) => `实验 ${lab} 不同意投影。`,
  shown: (lab) => `正在投影实验 ${lab}。`,
  takeBack: '不问了',
  takeOff: '停止投影',
  atWork: '大家都在自己的实验里：',
  showList: '列表…',

  sentences: (all) => all.join(''),
  own: (lab, here) =>
    here > 1 ? `这是你自己的实验 ${lab}，有 ${here} 台设备。` : `这是你自己的实验 ${lab}。`,
  watched: '有人在旁观。',
  mayShow: '同意把你的实验投影给大家看吗？',
  yes: '同意',
  no: '不同意',
  agreed: '你已同意。这个实验里的人都同意后就会投影。',
  isShown: '你的实验正在投影。',
  noMore: '不再投影',
  keepWatching: (count) =>
    `你继续旁观：${count === 0 ? '没有空的实验位' : `${count} 个实验位都在使用中`}。一有空位你就会得到一个。`,
};
