export const messages = {
  title: 'Keys',
  lead: 'You step both programs, and you are the wire: nothing crosses it without you.',
  leadWatched:
    'Here you only watch: keys that move time and open panels work, those that step or deliver need a lab of your own.',
  keys: [
    ['Space', 'do what the black button says'],
    ['C  S', 'run the client’s, the server’s next line'],
    ['A', 'let all programs run on'],
    ['D  X', 'deliver, drop the first segment on the wire (or the focused one)'],
    ['W', 'hold each segment, or let the wire carry them'],
    ['← →', 'one event back, forward'],
    ['Shift ← →', 'one moment ◆ back, forward'],
    ['Home  End', 'to the start, back to live'],
    ['[  ]', 'slower, faster'],
    ['R', 'true time, story time'],
    ['F', 'run at full speed, then watch it slowly'],
    ['B', 'hex below the characters'],
    ['O  G  I', 'buffers over time, event log, inspector'],
    ['P', 'plots: buffers, windows, segments'],
    ['E', 'the lesson: task, predictions, explanation; all lessons'],
    ['K', 'what the call on the current line does'],
    ['M', 'TCP state diagram'],
    ['Y', 'where is my byte? (the one in focus, or the newest sent)'],
    ['?', 'this help'],
    ['Esc', 'close what is open'],
  ] as readonly (readonly [string, string])[],
  off: 'Single keys can be switched off in the settings.',
};

export type Messages = typeof messages;
