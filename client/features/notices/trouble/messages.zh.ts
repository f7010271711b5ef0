import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  'bad-message': '服务器发来了本页不懂的内容，请刷新页面。',
  'unsupported-version': '页面与服务器版本不同，请刷新页面。',
  'hello-first': '服务器没有接受问候，请刷新页面。',
  'no-such-room': '这个房间已不存在。',
  'no-such-class': '现在没有这个课堂码的课堂。请再核对一下，或等课堂开始。',
  'too-many-guesses': '从你所在网络的地址输错课堂码的次数太多，请一分钟后再试。',
  'no-such-lesson': '这里没有这一课。',
  'too-many-viewers': '这个房间满了。一有人离开，你会自动进入。',
  'too-many-from-here': '你的网络地址能开的实验已到上限。请关掉做完的实验再试，或先看录像。',
  'token-needed': '打开自己的实验，要用服务器终端上带令牌的网址；没有它，可凭邀请链接旁观。',
};
