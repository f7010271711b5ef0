import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  'no-such-variation': '这一课没有这个变式。',
  'read-only': '只有操作这个房间的标签页能这样做。',
  'not-in-hand': '实验的这一部分没有交给你操作。',
  'rate-limited': '命令太快了，请等一秒。',
  'too-many-labs': '实验位都在使用中。请稍后再试，或先看录像。',
  'lab-unavailable': '现在没有实验可用。',
  'lab-closed': '这个实验已结束，请开一个新的。',
  'no-such-thread': '没有这个线程。',
  'no-input-waits': '这个程序已经没有线程在等输入了。',
  'no-such-chip': '这个报文段已不在线路上。',
  'chip-not-held': '那里没有扣住的报文段：内核的下一份副本会来。',
  'too-many-clients': '这个实验的客户端已到上限。',
  'not-removable': '第一个客户端和服务端不能移除。',
  'not-steppable': '这个程序现在不能单步：它在等一个调用返回，或已结束。',
  'no-wire': '这个网络没有能扣住报文段的线路。',
  'unknown-parameter': '程序里没有这个值。',
  'bad-value': '这个值超出了程序能接受的范围。',
  internal: '服务器出错了，它的日志里有更多信息。',
};
