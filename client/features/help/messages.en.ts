import type { KeyRow } from '../../ui/keymap.ts';

export const messages = {
  title: 'Keys and signs',
  lead: 'You step the programs. While the wire is held, you are the wire: nothing crosses it without you.',
  leadWatched:
    'Here you only watch: keys that move time and open panels work, those that step or deliver need a lab of your own.',
  space: 'Space',
  keys: {
    primary: 'do what the large button beside the narration says',
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
    point: 'point at the stage, for the followers of your class',
    byte: 'where is my byte? (the one in focus, or the newest sent)',
    help: 'this help',
    close: 'close what is open',
  } satisfies Readonly<Record<KeyRow, string>>,
  signsTitle: 'Signs',
  off: 'Single keys can be switched off in the settings.',
};

export type Messages = typeof messages;
