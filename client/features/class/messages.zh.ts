import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '课堂',
  begin: '开始上课…',
  beginHint: '给出二维码和六位课堂码，别人凭它跟随你',
  show: (code) => `课堂 ${code}…`,
  showHint: '二维码、在场人数、下课',
  badge: (code, here) => `课堂 ${code}，${here} 人在场：显示课堂码`,

  open: '打开',
  type: '输入课堂码',
  orScan: '或扫码加入',
  qr: (link) => `${link} 的二维码`,
  link: '链接',
  hereNow: () => '人在场',
  onlyThisMachine: '只有这台机器能访问这个服务器，别人进不来。用 --host 0.0.0.0 启动它，才能让全班加入。',
  end: '下课',
  endSure: '对所有人下课？课堂码随即失效。',
  endYes: '下课',
  endNo: '取消',

  followingShort: '跟随',
  following: (code) => `你在跟随课堂 ${code}。`,
  away: '主讲人暂时不在，回来后课堂继续。',
  aside: '主讲人在看录像，回来后课堂继续。',
  lookAround: '自由查看',
  looking: (lesson) => `你在自由查看。课堂在 ${lesson}。`,
  own: (code) => `你暂时离开了课堂 ${code}，它仍在继续。`,
  back: '回到课堂',
  moved: (lesson) => `主讲人换了内容，你已跟上：${lesson}`,
  waits: {
    'no-room': '课堂现在没有房间。一有房间，你会自动进入。',
    full: '课堂满员。一有人离开，你会自动进入。',
  },
  over: '已经下课。你看到的内容会保留。',
  replaced: (code) => `课堂 ${code} 现在由另一个标签页或设备主讲。`,
  presentHere: '在这里主讲',
  close: '关闭',

  join: '来上课？课堂码：',
  joinNow: '加入',
  noCode: '课堂码有六位，在主讲人的屏幕上。',
};
