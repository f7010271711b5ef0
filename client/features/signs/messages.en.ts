import type { SignId } from './signs.ts';

export const messages = {
  label: 'A sign that is new here',
  close: 'Understood',
  signs: {
    moment: ['◆', 'on the timeline: a moment of the conversation, such as “connected”'],
    marks: [
      '|  ▲  ●  ✕',
      'on the timeline: | a call returned, ▲ a segment left or arrived, ● a socket changed its state, ✕ something failed or was lost',
    ],
    copies: [
      '↻1',
      'how many copies of this segment came after it: sent again by its kernel, which got no acknowledgement, or made by the wire; one card holds them all',
    ],
    sends: ['1  2', 'a colour and a number: the bytes of the first send(), of the second'],
    witness: [
      '✓  ≠  …',
      'the page’s own count and the kernel’s: they agree, they differ, the kernel’s is older',
    ],
    flags: [
      'SYN+ACK',
      'flags of a segment: SYN connects, ACK acknowledges, PSH hands on at once, FIN ends the data, RST breaks off',
    ],
    numbers: [
      'seq 1',
      'seq: number of the first byte; ack: next byte awaited; len: bytes carried; win: bytes that its sender still takes',
    ],
    gauge: [
      '▰▱',
      'how full a buffer is. Solid: sent or unread. Upright lines: not sent. Slanted lines: the kernel’s own overhead. The tick: where the window ends',
    ],
    unobserved: ['▨', 'hatched and grey: not observed, so no figure is shown'],
    sleeps: [
      '⧗',
      'hatched and yellow: this thread sleeps in the kernel; the dashed line leads to what would wake it. In the sequence: an upright dotted line',
    ],
  } satisfies Readonly<Record<SignId, readonly [sign: string, meaning: string]>>,
};

export type Messages = typeof messages;
