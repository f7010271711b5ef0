import type { Localized } from '../languages.ts';
import type { LabEvent } from '../log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../model/lab-state.ts';
import { applyEvent } from '../model/reducer/apply-event.ts';
import { FactLog, type Fact } from './facts.ts';

/** The lesson whose recorded run the tour shows. */
export const TOUR_LESSON = 'L1';

/** The parts of the stage that a caption can point at. */
export type TourPart =
  | 'programs'
  | 'wire'
  | 'ladder'
  | 'client-send'
  | 'server-recv'
  | 'client-thread'
  | 'server-thread'
  | 'client-line';

export interface Caption {
  /** The caption stands at the first event after which the log shows this fact. */
  readonly when: Fact;
  readonly text: Localized;
  readonly parts: readonly TourPart[];
}

/**
 * The tour shows in one minute what a conversation is made of. Each caption stands at the event that shows
 * it.
 */
export const CAPTIONS: readonly Caption[] = [
  {
    when: { fact: 'returns', program: 'server', call: 'listen' },
    text: {
      zh: '两个真实的程序，在两台主机上，各有自己的网卡和 TCP。服务端已在 8080 端口监听。这是一次真实运行的录像。',
      en: 'Two real programs on two hosts, each with a NIC and a TCP of its own. The server listens on port 8080. This is a recording of a real run.',
    },
    parts: ['programs'],
  },
  {
    when: { fact: 'waits', program: 'server', call: 'accept' },
    text: {
      zh: '服务端调用 accept，线程就在内核里睡着了：还没有人连接。虚线指向它在等什么。',
      en: 'The server calls accept, and its thread falls asleep in the kernel: nobody has connected yet. The dashed line leads to what it waits for.',
    },
    parts: ['server-thread'],
  },
  {
    when: { fact: 'sent', from: 'client', what: 'SYN' },
    text: {
      zh: '客户端调用 connect，它的内核便发出 SYN。报文段在路上：在实验里，你可以扣住它，再递送或丢弃。',
      en: 'The client calls connect, so its kernel sends a SYN. The segment is on its way: in a lab you can hold segments, and deliver or drop them.',
    },
    parts: ['wire'],
  },
  {
    when: {
      fact: 'all',
      of: [
        { fact: 'returns', program: 'client', call: 'connect' },
        { fact: 'waiting', program: 'server', call: 'accept' },
      ],
    },
    text: {
      zh: 'SYN 过去，SYN+ACK 回来，connect 就返回了。握手由两个内核完成，accept 此时还睡着。',
      en: 'A SYN there, a SYN+ACK back, and connect returns. The kernels shook hands by themselves: accept still sleeps.',
    },
    parts: ['ladder', 'client-line'],
  },
  {
    when: { fact: 'returns', program: 'client', call: 'send' },
    text: {
      zh: 'send 返回 7：只表示 7 字节已复制到自己的内核。它们还在线路上；发送缓冲区留着一份，直到收到确认。',
      en: 'send returned 7, which only means: 7 bytes were copied to its own kernel. They are still on the wire, and the send buffer keeps its copy until they are acknowledged.',
    },
    parts: ['client-line', 'client-send', 'wire'],
  },
  {
    when: { fact: 'buffered', host: 'server', buffer: 'receive', atLeast: 7 },
    text: {
      zh: '递送之后，7 字节在服务端的接收缓冲区里等着。还没有程序读它们：recv 会从这里取。',
      en: 'Once delivered, the 7 bytes wait in the server’s receive buffer. No program has read them yet: recv will take them from there.',
    },
    parts: ['server-recv'],
  },
  {
    when: { fact: 'returns', program: 'client', call: 'recv', value: 33 },
    text: {
      zh: '客户端阻塞在 recv 中，回复一到就被唤醒：33 字节，正好 11 个汉字，每个 3 字节。',
      en: 'The client slept in recv until the reply came: 33 bytes, which are 11 Chinese characters of 3 bytes each.',
    },
    parts: ['client-line', 'client-thread'],
  },
  {
    when: { fact: 'sent', from: 'server', what: 'FIN' },
    text: {
      zh: 'close 发出 FIN，意思是“我不再发了”。两个方向分别关闭：两个 FIN 都到达之后，对话才结束。',
      en: 'close sends a FIN: “I send nothing more.” Each direction is closed by itself: once both FINs have arrived, the conversation is over.',
    },
    parts: ['wire', 'ladder'],
  },
];

/**
 * Returns the seq of the event at which each caption stands. Each fact is looked for after the one before. If
 * the log does not show all facts, there are fewer stops than captions.
 */
export function captionStops(events: readonly LabEvent[], captions: readonly Caption[] = CAPTIONS): number[] {
  const facts = new FactLog();
  const stops: number[] = [];
  let state: LabState = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    facts.see(event, state);
    const waiting = captions[stops.length];
    if (waiting !== undefined && facts.holds(waiting.when)) stops.push(event.seq);
  }
  return stops;
}
