import { plainWire, WIRE_MODES } from '../../../../shared/log/wire-settings.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Conversation } from '../stage/conversation.ts';
import { LogIndex } from '../../../../client/playback/projections/log-index.ts';
import { messages as enMessages } from '../../../../client/features/narration/messages.en.ts';
import { messages as uiEn } from '../../../../client/ui/messages.en.ts';
import { messages as zhMessages } from '../../../../client/features/narration/messages.zh.ts';
import { messages as uiZh } from '../../../../client/ui/messages.zh.ts';
import type { ReturnedCall } from '../../../../client/features/narration/sentence-values.ts';
import { type NarrationWords, sentenceOf } from '../../../../client/features/narration/sentence.ts';
import { type AwaitedFile, labEventSchema, type LabEvent } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { l01 } from '../../../../shared/lessons/l01.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { Timeline } from '../../../../shared/log/timeline.ts';

const en: NarrationWords = { narration: enMessages.events, tcpStates: uiEn.tcpStates };
const zh: NarrationWords = { narration: zhMessages.events, tcpStates: uiZh.tcpStates };

const headers = (flags: ('SYN' | 'ACK' | 'PSH' | 'FIN' | 'RST')[], payloadBytes = 0, seq = 1000) => ({
  source: { host: '192.168.127.2', port: 40_000 },
  destination: { host: '192.168.127.1', port: 8080 },
  seq,
  ack: 0,
  flags,
  window: 64_240,
  options: {},
  payloadAt: 40,
  payloadBytes,
});
const hello = { length: 7, head: '6e6968616f6d61' };
const bodies: readonly (Record<string, unknown> & { type: string })[] = [
  {
    type: 'lab-opened',
    lesson: 'L1',
    grade: 'two-hosts',
    capture: 'wire',
    isolated: true,
    kernel: 'Linux',
    timers: 'calm',
    hosts: [{ host: 'client', addresses: ['192.168.127.2'], nic: { name: 'eth0', mtu: 1500 } }],
  },
  ...WIRE_MODES.toReversed().map((mode) => ({ type: 'wire-set', settings: plainWire(mode) })),
  { type: 'program-loaded', program: 'client', host: 'client', run: 1, tree: l01.programs.client },
  { type: 'program-loaded', program: 'server', host: 'server', run: 2, tree: l01.programs.server },
  { type: 'thread-started', thread: 'c', program: 'client', name: 'main' },
  { type: 'thread-at', thread: 'c', line: 3 },
  { type: 'thread-step', thread: 'c', line: 3 },
  { type: 'program-edited', program: 'client', tree: l01.programs.client },
  { type: 'call-entered', call: 1, thread: 'c', line: 3, name: 'send', socket: 's', fd: 3, bytes: hello },
  { type: 'call-blocked', call: 1, tid: 7, kernelCall: 'sendto' },
  { type: 'call-returned', call: 1, result: { ok: true, value: 7 } },
  {
    type: 'variable-set',
    program: 'client',
    thread: 'c',
    name: 'data',
    value: { is: 'bytes', bytes: hello },
  },
  { type: 'variable-deleted', program: 'client', thread: 'c', name: 'data' },
  { type: 'output', program: 'client', thread: 'c', text: 'nihaoma\n' },
  { type: 'socket-observed', socket: 's', host: 'client', changed: { state: 'ESTABLISHED' } },
  { type: 'segment-sent', segment: 1, from: 'client', headers: headers(['SYN']), raw: '', rawBytes: 60 },
  { type: 'segment-delivered', segment: 1 },
  {
    type: 'segment-sent',
    segment: 2,
    from: 'client',
    headers: headers(['PSH', 'ACK'], 7, 1001),
    raw: '',
    rawBytes: 60,
  },
  { type: 'segment-dropped', segment: 2, cause: 'learner' },
  {
    type: 'segment-sent',
    segment: 3,
    from: 'client',
    headers: headers(['PSH', 'ACK'], 7, 1001),
    raw: '',
    rawBytes: 60,
  },
  { type: 'segment-duplicated', segment: 4, of: 3 },
  {
    type: 'segments-passed',
    segment: 900,
    from: 'client',
    count: 2,
    first: headers(['ACK'], 10, 1008),
    last: headers(['ACK'], 10, 1018),
    payloadBytes: 20,
    rawBytes: 100,
    raw: '',
  },
  { type: 'segment-timed', segment: 4, dueAt: 500_000 },
  { type: 'segment-timed', segment: 4, dueAt: null },
  { type: 'segment-dropped', segment: 3, cause: 'loss' },
  { type: 'nic-overflow', host: 'server', dropped: 3 },
  { type: 'listen-overflow', host: 'server', dropped: 2 },
  { type: 'positions-counted', socket: 's', sent: 7, acked: 7, received: 0, finReceived: false },
  { type: 'socket-gone', socket: 's', host: 'client' },
  { type: 'frame-entered', thread: 'c', function: 'handle' },
  {
    type: 'exception-caught',
    thread: 'c',
    line: 5,
    exception: { name: 'BrokenPipeError', message: '[Errno 32] Broken pipe' },
  },
  { type: 'frame-left', thread: 'c' },
  { type: 'thread-joins', thread: 'c', other: 't' },
  { type: 'thread-ended', thread: 'c', line: 6 },
  { type: 'program-ended', program: 'client', cause: 'finished' },
  { type: 'program-removed', program: 'server' },
  { type: 'notice', code: 'something-new' },
  { type: 'lab-closed', code: 'lab-host-died' },
  { type: 'lab-closed', code: 'server-ended' },
  { type: 'at-rest' },
];
const log = bodies.map(
  (body, i) => ({ ...body, seq: i + 1, at: i * 100, source: 'derived' }) as unknown as LabEvent,
);

const timeline = new Timeline();
timeline.append(log);
const index = new LogIndex(EMPTY_LAB_STATE);
for (const event of log) index.see(event);

function tell(words: NarrationWords, event: LabEvent, inHand = true): string {
  const before = timeline.stateAt(event.seq - 1);
  return sentenceOf(event, { before, after: timeline.stateAt(event.seq), index, inHand }, words);
}
const told = (type: LabEvent['type'], nth = 0): [string, string] => {
  const event = log.filter((e) => e.type === type)[nth]!;
  return [tell(en, event), tell(zh, event)];
};

describe('the narration', () => {
  test('has a sentence for every type of event, in both languages', () => {
    const types = labEventSchema.options.map((option) => option.entries.type.literal).toSorted();
    expect([...new Set(log.map((event) => event.type))].toSorted()).toEqual(types);
  });

  test.each(log.map((event) => [event.seq, event.type, event] as const))(
    'event %i, %s, becomes a whole sentence',
    (_seq, _type, event) => {
      const english = tell(en, event);
      const chinese = tell(zh, event);
      expect(english).toMatch(/^\S.*[.`a]$|nihaoma$/);
      expect(chinese).toMatch(/[\u4e00-\u9fff]/);
      for (const sentence of [english, chinese]) {
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
        expect(sentence.length).toBeLessThan(170);
        expect((sentence.match(/`/g) ?? []).length % 2).toBe(0);
        expect((sentence.match(/\*/g) ?? []).length % 2).toBe(0);
      }
    },
  );

  test.each([enMessages, zhMessages])('says of an empty send that nothing is sent', ({ events }) => {
    const call = { who: { host: 'client', client: null }, value: 0, left: 0 } as ReturnedCall;
    for (const sendall of [false, true]) {
      const sentence = events.returned.send({ ...call, sendall });
      expect(sentence).toMatch(/nothing is sent|什么也不会发出/);
      expect(sentence).toContain(sendall ? '`sendall()`' : '`send()`');
    }
  });

  test('takes its numbers from the event', () => {
    const [english, chinese] = told('call-returned');
    expect(english).toContain('copied 7 bytes; nothing says that they arrived');
    expect(chinese).toContain('7 字节');
    expect(told('call-entered')[0]).toContain('nihaoma');
    expect(told('nic-overflow')[1]).toContain('3');
    expect(told('thread-step')[0]).toContain("s.send('nihaoma'.encode())");
    expect(told('segment-sent', 1)[0]).toContain('7 bytes');
  });
});

test('in English one byte takes the singular', () => {
  const { sent, delivered } = enMessages.events;
  const server = { host: 'server', client: null } as const;
  const came = { bytes: 1, freed: 0, arrival: 'in-order' } as const;
  expect(delivered.data(server, came)).toContain('*1 byte* is now in');
  expect(delivered.data(server, { ...came, arrival: 'ahead' })).toContain('has reached');
  expect(sent.data(server, { bytes: 1, unread: 0 })).toContain("*1 byte* leaves the server's NIC");
});

test.each([
  [
    'recv() returned',
    {},
    "The server's `recv()` returned *7 bytes*, taken from its own kernel.",
    '服务端的 `recv()` 从自己的内核取到 *7 字节*。',
  ],
  [
    'recv_into() wrote',
    { into: true as const },
    "The server's `recv_into()` took *7 bytes* from its own kernel and wrote them into its bytearray.",
    '服务端的 `recv_into()` 从自己的内核取到 *7 字节*，写进它的 bytearray。',
  ],
])('counts the bytes that %s and that an ACK has freed', (_call, how, english, chinese) => {
  const talk = new Conversation().listen().connect();
  talk.deliver(talk.send('nihaoma'));
  talk.deliver(talk.segment('server', ['ACK'], 1, 8));
  const acked = talk.events.length;
  talk.leave(talk.enter('server', 7, 'recv', '20', { max: 1024, ...how }), 7);
  const calls = new LogIndex(EMPTY_LAB_STATE);
  const spoken = new Timeline();
  spoken.append(talk.events);
  for (const event of talk.events) calls.see(event);
  const sentences = (words: NarrationWords): string[] =>
    [acked, talk.events.length].map((seq) => {
      const [before, after] = [spoken.stateAt(seq - 1), spoken.stateAt(seq)];
      return sentenceOf(talk.events[seq - 1]!, { before, after, index: calls, inHand: true }, words);
    });
  expect(sentences(en)).toEqual([
    'The ACK has reached the client: *7 bytes* may now leave its send buffer.',
    english,
  ]);
  expect(sentences(zh)).toEqual(['ACK 到了客户端：*7 字节*可以离开发送缓冲区了。', chinese]);
});

describe('what select() waits for is told', () => {
  const file = (fd: number, use: AwaitedFile['for']): AwaitedFile => ({
    fd,
    socket: '10',
    realFd: 9,
    for: use,
  });
  const client = { host: 'client', client: null } as const;
  const both = [file(3, 'read'), file(4, 'write')];
  test.each<[string, readonly AwaitedFile[], number | null, string, string]>([
    [
      'several files',
      both,
      2,
      'sleeps in `select` until *fd 3* can be read or *fd 4* can be written, for 2 s at most: none is ready now.',
      '阻塞在 `select` 中，等待 *fd 3* 可读或 *fd 4* 可写，最多 2 秒：目前都没有就绪。',
    ],
    [
      'one file',
      [file(3, 'read')],
      null,
      'sleeps in `select` until *fd 3* can be read: it is not ready yet.',
      '阻塞在 `select` 中，等待 *fd 3* 可读：它还没有就绪。',
    ],
    ['time alone', [], 2, 'sleeps in `select` until 2 s are over.', '阻塞在 `select` 中，只等 2 秒过去。'],
    [
      'nothing',
      [],
      null,
      'sleeps in `select` for ever: it waits for nothing.',
      '阻塞在 `select` 中，没有等待的对象，也没有时限。',
    ],
  ])('%s', (_what, files, time, english, chinese) => {
    expect(enMessages.events.selects(client, files, time)).toBe(`The client ${english}`);
    expect(zhMessages.events.selects(client, files, time)).toBe(`客户端${chinese}`);
  });

  test('and without time, that it only looks', () => {
    const talk = new Conversation().listen().connect();
    const sentences = (files: readonly AwaitedFile[], words: NarrationWords): string => {
      talk.add({
        type: 'call-entered',
        call: 90,
        thread: 'client/main',
        line: 4,
        name: 'select',
        files,
        waitMicros: 0,
      });
      const spoken = new Timeline();
      spoken.append(talk.events);
      const seq = talk.events.length;
      const [before, after] = [spoken.stateAt(seq - 1), spoken.stateAt(seq)];
      const index = new LogIndex(EMPTY_LAB_STATE);
      return sentenceOf(talk.events.at(-1)!, { before, after, index, inHand: true }, words);
    };
    expect(sentences(both, en)).toBe(
      'The client calls `select`, which only looks whether *fd 3* can be read or *fd 4* can be written.',
    );
    expect(sentences(both, zh)).toBe('客户端调用 `select`，只看 *fd 3* 是否可读、*fd 4* 是否可写，不等待。');
    expect(sentences([], en)).toBe('The client calls `select`, which returns at once.');
  });
});

/** A sentence with one of these words speaks to the reader. */
const TO_READER = /\byour?\b|你/i;

describe('where the wire is in nobody’s hand who reads', () => {
  test.each(log.map((event) => [event.seq, event.type, event] as const))(
    'event %i, %s, speaks of no hand of theirs',
    (_seq, _type, event) => {
      for (const words of [en, zh]) {
        const sentence = tell(words, event, false);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
        if (event.type !== 'notice') expect(sentence).not.toMatch(TO_READER);
      }
    },
  );

  test('what is held says that it is held, and who reads their own lab is told so', () => {
    const held = log.filter(
      (event) =>
        event.type === 'lab-opened' ||
        (event.type === 'segment-sent' && event.segment < 3) ||
        (event.type === 'segment-dropped' && event.cause === 'learner') ||
        (event.type === 'segment-timed' && event.dueAt === null) ||
        (event.type === 'wire-set' && event.settings.mode !== 'auto'),
    );
    expect(held).toHaveLength(8);
    for (const event of held) {
      for (const words of [en, zh]) expect(tell(words, event)).toMatch(TO_READER);
      expect(tell(en, event, false)).toMatch(/\bheld\b|by hand|a hand/);
      expect(tell(zh, event, false)).toMatch(/扣|手动/);
    }
  });

  const folder = new URL('../../../../client/public/recordings/', import.meta.url);
  test.each(readdirSync(folder).filter((file) => file.endsWith('.ndjson')))('%s, from end to end', (file) => {
    const { events } = readRecording(readFileSync(new URL(file, folder), 'utf8'));
    const index = new LogIndex(EMPTY_LAB_STATE);
    for (const event of events) index.see(event);
    let before = EMPTY_LAB_STATE;
    for (const event of events) {
      const after = applyEvent(before, event);
      // The words that programs send to one another are left out.
      if (/^(?:lab|segment|wire)/.test(event.type))
        for (const words of [en, zh])
          expect(sentenceOf(event, { before, after, index, inHand: false }, words)).not.toMatch(TO_READER);
      before = after;
    }
  });
});
