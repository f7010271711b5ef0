import type { KeyRow } from '../../ui/keymap.ts';

export const messages = {
  title: 'Keys and signs',
  lead: 'You step both programs, and you are the wire: nothing crosses it without you.',
  leadWatched:
    'Here you only watch: keys that move time and open panels work, those that step or deliver need a lab of your own.',
  space: 'Space',
  keys: {
    primary: 'do what the black button says',
    step: 'run the client’s, the server’s next line',
    runOn: 'let all programs run on',
    chip: 'deliver, drop the first segment on the wire (or the focused one)',
    wire: 'hold each segment, or let the wire carry them',
    event: 'one event back, forward',
    moment: 'one moment ◆ back, forward',
    ends: 'to the start, back to live',
    speed: 'slower, faster',
    time: 'true time, story time',
    fullSpeed: 'run at full speed, then watch it slowly',
    hex: 'hex below the characters',
    panels: 'buffers over time, event log, inspector',
    plots: 'plots: buffers, windows, segments',
    lesson: 'the lesson: task, predictions, explanation; all lessons',
    term: 'what the call on the current line does',
    states: 'TCP state diagram',
    byte: 'where is my byte? (the one in focus, or the newest sent)',
    help: 'this help',
    close: 'close what is open',
  } satisfies Readonly<Record<KeyRow, string>>,
  signsTitle: 'Signs',
  signs: [
    ['◆', 'on the time line: a moment of the conversation, such as “connected”'],
    [
      '|  ▲  ●  ✕',
      'on the time line: a call returned, a segment left or arrived, a socket changed its state, something failed or was lost',
    ],
    ['↻2', 'the kernel has sent this segment again, twice so far'],
    ['1  2', 'a colour and a number: the bytes of the first send(), of the second'],
    ['✓  ≠  …', 'the page’s own count and the kernel’s: they agree, they differ, the kernel’s is older'],
    [
      'SYN  ACK  PSH  FIN  RST',
      'flags of a segment: begin, acknowledge, hand on at once, no more data, break off',
    ],
    [
      'seq  ack  len  win',
      'number of the first byte, next byte awaited, bytes carried, bytes that its sender still takes',
    ],
    ['▨', 'hatched and grey: not observed, so no figure is shown'],
    [
      '⧗',
      'hatched and yellow: this thread sleeps in the kernel; the dashed line leads to what would wake it',
    ],
  ] as readonly (readonly [sign: string, meaning: string])[],
  off: 'Single keys can be switched off in the settings.',
};

export type Messages = typeof messages;
