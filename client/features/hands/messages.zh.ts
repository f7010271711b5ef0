import type { Subject } from '../../lab/permission.ts';
import type { Part } from '../../../shared/protocol/parts.ts';
import { type Person, personName } from '../../stage/view/holder-tag/person-name.ts';
import type { Messages } from './messages.en.ts';

const PART: Readonly<Record<Part, string>> = {
  wire: '线路',
  client: '客户端',
  server: '服务端',
  all: '全部',
};

const NAMED: Readonly<Partial<Record<Subject, string>>> = PART;

const who = (person: Person): string => personName(person, '设备');
const list = (parts: readonly Part[]): string => parts.map((part) => PART[part]).join('、');

export const messages: Messages = {
  who,

  raise: '举手',
  lower: '放下手',
  isUp: (me) => `你已举手：${who(me)}。`,
  yours: (parts) => `交给你操作：${list(parts)}。`,
  name: '你的名字…',
  nameTitle: '你在课堂里的名字',
  nameLabel: '名字',
  nameHint: (n) => `主讲人会看到；交给你操作时，所有人都会看到。不填名字就叫“设备 ${n}”。`,
  nameless: '主讲人取消了这台设备的名字。',
  nameStays: '交给你操作期间不能改名字。',
  use: '用这个名字',

  isHeld: (subject, holder) => `${NAMED[subject] ?? '这项操作'}现在由 ${who(holder)} 操作。`,
  isPresenters: (subject) => `${NAMED[subject] ?? '这项操作'}由主讲人操作。想要操作，请先举手。`,

  title: '举手与交接',
  open: '举手与交接…',
  badge: (raised) => (raised === 0 ? '举手与交接' : `${raised} 人举手：点击查看`),
  held: '已交由跟随者操作的部分',
  holds: (person, parts) => `${who(person)}：${list(parts)}`,
  forWhom: (act, person) => `${act}：${who(person)}`,
  nothingHeld: '没有交给跟随者操作的部分。',
  takeBack: '收回',
  takeAll: '全部收回',
  raised: '举手的人，先举的在前',
  nothingRaised: '没有人举手。跟随者的页面上有举手按钮。',
  andMore: (more) => `还有 ${more} 人`,
  lowerAll: '全部放下',
  lowerOne: (person) => `放下 ${who(person)} 的手`,
  unname: (person) => `永久取消名字“${person.name}”`,
  away: '不在',
  isAway: (person) => `${who(person)} 不在。`,
  give: (person) => `交给 ${who(person)} 操作`,
  part: { wire: '线路', client: '客户端', server: '服务端', all: '全部' },
  everybody: '在场的人',
  showEverybody: '显示在场的人…',
  find: '查找',
  nobody: '没有可以交给的人。',
  second: '第二主讲人',
  secondHint: '可以请一位跟随者一起主讲：在自己的页面上能做你能做的一切。课堂由其中一位带领。',
  choose: '选择跟随者',
  chooseFirst: '先选一位跟随者。',
  nobodyToChoose: '没有可以选的跟随者。',
  makeSecond: '设为第二主讲人',
  followAgain: '改回跟随者',
  beside: '你也在主讲，现在由另一位主讲人带领。',
  lead: '由我带领',
  notKept: '举手与交接暂时无法保存，服务器停止后会丢失。',
};
