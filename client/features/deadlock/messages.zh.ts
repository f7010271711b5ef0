import type { Messages } from './messages.en.ts';

/** A thread's name may end in a letter or a bracket, which wants a space before a Chinese character. */
const spaced = (who: string): string => (/[\w)]$/.test(who) ? `${who} ` : who);

export const messages: Messages = {
  deadlock: '死锁：',
  waits: (who, call, on) => `${spaced(who)}阻塞在 ${call}() 中，等${on}`,
  or: '或',
  and: '，而',
  starved: (who, behind) => `已连接但没有被 accept：${spaced(who)}还在全连接队列里，而${behind}。`,
  sleeps: (who, call) => `${spaced(who)}阻塞在 ${call}() 中，目前没有什么会来唤醒它。`,
  joins: (who) => `${spaced(who)}在 join() 里等另一个线程结束。`,
  stands: '没有什么会再自行继续。',
  lost: (who) => `这一课还要用到${who}，而它不能再运行了。`,
  failed: (who, exception, line) => `${spaced(who)}在第 ${line} 行结束：${exception}`,
  nobodyListens: '没有服务端在监听：listen() 之后，客户端才连得上。',
  wait: {
    wire: (who) => `${who}发出的一个报文段在线路上，线路会自动递送。`,
    retransmit: (who) =>
      `${who}发出的报文段还没有得到确认。重传定时器到时，它的内核会重传。这是内核的时钟，谁也催不了；只有录像能跳过等待。`,
    probe: (who) =>
      `对${who}来说窗口已经关闭。定时器到时，它的内核会再探测；对方用 recv 读走足够的数据，窗口就会打开。`,
    sleep: (who) => `${spaced(who)}阻塞在 sleep() 中。时间到了它就继续；别的都不能让它提前醒来。`,
    timeout: (who, call) =>
      `${spaced(who)}阻塞在 ${call}() 中，它有超时：等的东西来了，或者时间到了，就会结束。`,
    person: (who) => `${spaced(who)}阻塞在 input() 中，等有人在它的输入框（变量下面）里输入一行。`,
    thread: (who) => `${spaced(who)}正在执行代码，或一次调用还没有返回。`,
    kernel: '内核还在工作。',
  },
  close: '关闭',
};
