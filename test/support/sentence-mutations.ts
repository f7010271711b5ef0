import type { ViewMutation } from './view-mutations.ts';

const TOLD = 'test/unit/client/narration/sentences-are-true.test.ts';
const FIGURES = 'test/unit/client/one-value.test.ts';
const BASES = 'test/unit/client/narration/basis.test.ts';
const STORIES = 'test/unit/client/inspector/segment-story.test.ts';

type Change = readonly [name: string, find: string, replace: string];

const faults = (tests: string, file: string, changes: readonly Change[]): ViewMutation[] =>
  changes.map(([name, find, replace]) => ({ name, file, find, replace, tests, named: '' }));

/** Each makes a sentence, a cause or a figure false in one place. Claims and comparisons on recordings notice it. */
export const SENTENCE_MUTATIONS: readonly ViewMutation[] = [
  ...faults(TOLD, 'client/features/narration/messages.en.ts', [
    [
      'in English an ACK frees one byte more',
      '*${bytes(freed)}* may now leave',
      '*${bytes(freed + 1)}* may now leave',
    ],
    [
      'in English send() copied one byte less',
      '`send()\\` returned *${value}*',
      '`send()\\` returned *${value - 1}*',
    ],
    ['in English a program has a line more', ': `${lines} lines`}', ': `${lines + 2} lines`}'],
    ['in English the next line begins', 'begins line ${line}: ', 'begins line ${line + 2}: '],
    [
      'in English more bytes leave a NIC',
      '`*${bytes(count.bytes)}* ${number',
      '`*${bytes(count.bytes + 2)}* ${number',
    ],
    ['in English accept() returns another fd', 'returned *fd ${fd}*', 'returned *fd ${Number(fd) + 2}*'],
    [
      'in English a close leaves more unread',
      'with *${bytes(unread)}* unread',
      'with *${bytes(unread + 2)}* unread',
    ],
    ['in English an errno is another', '(${error.errno}): Python', '(${error.errno + 2}): Python'],
  ]),
  ...faults(TOLD, 'client/features/narration/messages.zh.ts', [
    ['in Chinese recv() returned one byte more', '取到 *${value} 字节*', '取到 *${value + 1} 字节*'],
    ['in Chinese a recv asks for more', '最多 ${bytes} 字节', '最多 ${bytes + 2} 字节'],
    ['in Chinese more bytes leave a NIC', '`*${bytes} 字节*离开', '`*${bytes + 2} 字节*离开'],
    ['in Chinese a thread stands before another line', '停在第 ${line} 行', '停在第 ${line + 2} 行'],
    ['in Chinese a backlog is larger', 'backlog 为 ${value}', 'backlog 为 ${Number(value) + 2}'],
    ['in Chinese more counters have changed', '计数器：${changed} 项', '计数器：${changed + 2} 项'],
  ]),
  ...faults(TOLD, 'client/features/narration/sentence.ts', [
    [
      'every close is of a connection',
      "if (call?.name === 'close') return closed(event, scene, narration);",
      "if (call?.name === 'close') return narration.closed.connected(who);",
    ],
    [
      'a state is told as its own predecessor',
      'narration.stateChanged(who, before && stateName(before), ',
      'narration.stateChanged(who, stateName(state), ',
    ],
    ['a run is told as the one before', 'narration.runBegins(run)', 'narration.runBegins(run - 1)'],
  ]),
  ...faults(TOLD, 'client/stage/model/event-facts.ts', [
    [
      'sender and receiver change places',
      'sender: at(from, headers.source), receiver: at(otherHost(from), headers.destination)',
      'sender: at(otherHost(from), headers.destination), receiver: at(from, headers.source)',
    ],
    [
      'a close discards what it left before',
      'return discarded - (scene.before.flows[flow]?.discarded.unread ?? 0);',
      'return discarded + 1;',
    ],
  ]),
  ...faults(TOLD, 'shared/model/ack-purpose.ts', [
    [
      'a probe is a keep-alive',
      "timer === 'keepalive' ? 'keeps-alive' : 'probes'",
      "timer === 'keepalive' ? 'probes' : 'keeps-alive'",
    ],
    [
      'each larger window is a window update',
      'acked === peer.ackSent && edge > peer.rightEdge',
      'edge > peer.rightEdge',
    ],
  ]),
  ...faults(TOLD, 'shared/model/segment-cause.ts', [
    [
      'a SYN comes from the host’s newest connect()',
      'const known = ofHost.findLast((one) => {',
      'if (ofHost.length > 0) return ofHost.at(-1)!.call;\n    const known = ofHost.findLast((one) => {',
    ],
    [
      'data come from the send() before',
      'write.from < range.to && range.from < write.to',
      'write.from < range.from && range.from <= write.to',
    ],
    [
      'no segment is a copy',
      'const copy = sent?.copy === true || this.#copies.has(segment);',
      'const copy = false && segment > 0;',
    ],
    ['a close by a program’s exit has a line', '{ atExit: event.atExit === true,', '{ atExit: false,'],
  ]),
  ...faults(TOLD, 'shared/tcp/own-reset.ts', [
    [
      'a kernel makes each reset of its own accord',
      "flags.includes('RST') && flags.includes('ACK') && seq !== 0",
      "flags.includes('RST') && seq !== 0",
    ],
  ]),
  ...faults(STORIES, 'shared/model/segment-cause.ts', [
    ['of two connects the first has sent the SYN', ' || others.length > 0', ''],
  ]),
  ...faults(BASES, 'client/features/narration/basis/basis.ts', [
    ['an end that recv() returns was observed', " || (name === 'recv' && result.value === 0)", ''],
    [
      'what a kernel does with a FIN was observed',
      "purpose !== 'SYN';",
      "purpose !== 'SYN' && purpose !== 'FIN';",
    ],
  ]),
  ...faults(FIGURES, 'shared/tcp/advertised-window.ts', [
    [
      'the log does not scale a window',
      "if (flags.includes('SYN')) this.offer",
      "if (flags.includes('FIN')) this.offer",
    ],
  ]),
  ...faults(FIGURES, 'shared/model/buffers.ts', [
    ['what a reset leaves is gone', 'discarded.unread > 0 || (', 'discarded.unread > 0 || receiverGone || ('],
  ]),
  ...faults(FIGURES, 'client/features/plots/plot-data.ts', [
    [
      'the plot has bytes that the program has not handed over',
      'lengthOf(inSendBuffer(state, flow))',
      'flow.written.max - flow.acked',
    ],
    [
      'the plot keeps what a close has discarded',
      'lengthOf(inReceiveBuffer(state, flow))',
      'flow.received - flow.read',
    ],
    ['the plot does not follow a count of the kernel', '|| dependsOnSockets(flow)', ''],
  ]),
  ...faults(FIGURES, 'client/stage/model/clients.ts', [
    ['a client’s row keeps what is acknowledged', 'lengthOf(inSendBuffer(state, out))', 'out.written.min'],
  ]),
  ...faults(FIGURES, 'client/stage/model/buffer.ts', [
    [
      'the gauge has one byte less',
      'const length = range.to - range.from;',
      'const length = Math.max(0, range.to - range.from - 1);',
    ],
  ]),
];
