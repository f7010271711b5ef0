import { plainWire } from '../../../../shared/log/wire-settings.ts';
import { describe, expect, test } from 'vitest';
import { bufferScene, isUnused } from '../../../../client/stage/model/buffer.ts';
import { chipScenes } from '../../../../client/stage/model/chips.ts';
import { codeLines, wordsOf } from '../../../../client/stage/model/code-lines.ts';
import { panelOf } from '../../../../client/stage/model/event-panel.ts';
import { stageSockets } from '../../../../client/stage/model/host-sockets.ts';
import { Ladder } from '../../../../client/stage/model/ladder.ts';
import { motionPlan } from '../../../../client/stage/motion/motion-plan.ts';
import { variablesOf } from '../../../../client/stage/model/program-data.ts';
import { bytesText, durationText, momentText } from '../../../../client/stage/model/quantities.ts';
import { causeAnchor, threadBadge } from '../../../../client/stage/model/thread-badge.ts';
import { valueScene } from '../../../../client/stage/model/values.ts';
import { excerpt, utf8Encode } from '../../../../shared/bytes.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { isHeldByCall } from '../../../../shared/model/queries.ts';
import { Conversation } from './conversation.ts';

const ladder = (talk: Conversation) =>
  new Ladder(EMPTY_LAB_STATE).sceneAt(talk.events, talk.events.length, talk.state);

describe('the wire', () => {
  test('a held chip shows numbers relative to the ISNs, also across the wrap at 2^32', () => {
    const talk = new Conversation().listen().connect();
    talk.send('nihaoma');
    expect(chipScenes(talk.state)).toMatchObject([
      { is: 'held', from: 'client', view: { flags: 'PSH+ACK', seq: 1, ack: 1, length: 7, ordinals: [0] } },
    ]);
  });

  test('an ACK shows its own two numbers, each relative to its direction’s ISN', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('nihaoma'));
    talk.segment('server', ['ACK'], 1, 8);
    expect(chipScenes(talk.state)).toMatchObject([
      { from: 'server', view: { flags: 'ACK', seq: 1, ack: 8, length: 0 } },
    ]);
  });

  test('copies lie on one chip; with none left its place waits for the kernel, if that is known', () => {
    const talk = new Conversation().listen();
    const first = talk.segment('client', ['SYN'], 0, 0);
    const copy = talk.segment('client', ['SYN'], 0, 0);
    expect(chipScenes(talk.state)).toMatchObject([{ held: 2, copies: 1 }]);
    for (const segment of [first, copy]) talk.add({ type: 'segment-dropped', segment, cause: 'learner' });
    expect(chipScenes(talk.state)).toMatchObject([{ is: 'lost', dueAt: null }]);
    talk.observe('10', 'client', {
      state: 'SYN_SENT',
      local: { host: '192.168.127.2', port: 48358 },
      remote: { host: '192.168.127.1', port: 8080 },
      timer: { kind: 'retransmit', dueAt: 9000, retransmits: 1 },
    });
    expect(chipScenes(talk.state)).toMatchObject([{ is: 'lost', dueAt: 9000 }]);
  });
});

describe('the ladder', () => {
  test('rows are departures and arrivals in the order seen', () => {
    const scene = ladder(new Conversation().listen().connect());
    expect(scene.arrows.map(({ from, row, endRow, fate }) => [from, row, endRow, fate])).toEqual([
      ['client', 0, 1, 'delivered'],
      ['server', 2, 3, 'delivered'],
      ['client', 4, 5, 'delivered'],
    ]);
    expect(scene.states.map(({ host, state }) => `${host} ${state}`)).toContain('server SYN_RECV');
  });

  test('a segment on the wire is held only where a hand must deliver it', () => {
    const talk = new Conversation().listen();
    talk.add({ type: 'wire-set', settings: plainWire('hold-data') });
    talk.segment('client', ['SYN'], 0, 0);
    talk.segment('server', ['ACK'], 0, 0);
    expect(ladder(talk).arrows.map(({ fate }) => fate)).toEqual(['held', 'travels']);
    talk.add({ type: 'wire-set', settings: plainWire('auto') });
    expect(ladder(talk).arrows.map(({ fate }) => fate)).toEqual(['travels', 'travels']);
  });

  test('copies of a segment on its way are counted on its arrow, also those thrown away unneeded', () => {
    const talk = new Conversation().listen();
    talk.segment('client', ['SYN'], 0, 0);
    const copy = talk.segment('client', ['SYN'], 0, 0);
    talk.segment('client', ['SYN'], 0, 0);
    talk.add({ type: 'segment-dropped', segment: copy, cause: 'obsolete' });
    expect(ladder(talk).arrows).toMatchObject([{ copy: false, copies: 2, fate: 'held' }]);
    expect(ladder(talk).rows).toBe(1);
  });

  test('with its top dropped the next copy has a row of its own, and takes the rest with it', () => {
    const talk = new Conversation().listen();
    const top = talk.segment('client', ['SYN'], 0, 0);
    talk.segment('client', ['SYN'], 0, 0);
    talk.segment('client', ['SYN'], 0, 0);
    talk.add({ type: 'segment-dropped', segment: top, cause: 'learner' });
    expect(ladder(talk).arrows).toMatchObject([
      { copy: false, copies: 0, fate: 'dropped', row: 0 },
      { copy: true, copies: 1, fate: 'held', row: 1 },
    ]);
    expect(ladder(talk).rows).toBe(2);
  });

  test('a copy that the wire loses at once has one row, so that many are seen together', () => {
    const talk = new Conversation().listen();
    for (const row of [0, 1, 2]) {
      const syn = talk.segment('client', ['SYN'], 0, 0);
      talk.add({ type: 'segment-dropped', segment: syn, cause: 'loss' });
      expect(ladder(talk).arrows.at(-1)).toMatchObject({ fate: 'dropped', row });
    }
    expect(ladder(talk).rows).toBe(3);
  });

  test('data and a FIN are no copies of the pure ACK that stood at the same number', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('nihaoma'));
    talk.segment('client', ['ACK'], 8, 1);
    talk.segment('client', ['FIN', 'ACK'], 8, 1);
    const copies = ladder(talk).arrows.map(({ view, copy, copies: beneath }) => [view.flags, copy, beneath]);
    expect(copies.slice(2)).toEqual([
      ['ACK', false, 0],
      ['PSH+ACK', false, 0],
      ['ACK', false, 0],
      ['FIN+ACK', false, 0],
    ]);
  });

  test('the wire’s own second one is counted on its arrow, and drawn once it goes a way of its own', () => {
    const talk = new Conversation().listen();
    const syn = talk.segment('client', ['SYN'], 0, 0);
    talk.add({ type: 'segment-duplicated', segment: 90, of: syn });
    expect(ladder(talk).arrows).toMatchObject([{ segment: syn, copies: 1 }]);
    talk.deliver(syn).deliver(90);
    expect(ladder(talk).arrows).toMatchObject([
      { segment: syn, copies: 0, fate: 'delivered' },
      { segment: 90, copy: true, fate: 'delivered' },
    ]);
  });

  test.each(['loss', 'queue', 'nic'] as const)(
    'what is dropped by %s is drawn as dropped, with its cause',
    (cause) => {
      const talk = new Conversation().listen();
      const syn = talk.segment('client', ['SYN'], 0, 0);
      talk.add({ type: 'segment-dropped', segment: syn, cause });
      expect(ladder(talk).arrows).toMatchObject([{ fate: 'dropped', cause }]);
    },
  );

  test('it shows nothing later than the cursor', () => {
    const talk = new Conversation().listen().connect();
    const cursor = talk.events.findIndex((event) => event.type === 'segment-delivered');
    expect(new Ladder(EMPTY_LAB_STATE).sceneAt(talk.events, cursor, talk.state).arrows).toHaveLength(1);
  });
});

describe('threads and code', () => {
  test.each([
    ['accept', '9', 'queue:9'],
    ['connect', '10', 'header:10'],
    ['recv', '20', 'buffer:recv:20'],
    ['send', '20', 'buffer:send:20'],
  ] as const)('a blocked %s is tied to its cause', (name, socket, anchor) => {
    const talk = new Conversation().listen();
    talk.block(talk.enter('server', 5, name, socket));
    const badge = threadBadge(talk.state, talk.state.threads['server/main']!);
    expect(badge).toMatchObject({ is: 'blocked', callName: name, fd: 3 });
    expect(badge.is === 'blocked' && badge.causes.map(causeAnchor)).toEqual([anchor]);
  });

  test('a select is tied to the place of each socket that it waits for', () => {
    const talk = new Conversation().listen().connect();
    const files = [
      { fd: 3, socket: '9', realFd: 30, for: 'read' },
      { fd: 4, socket: '20', realFd: 40, for: 'read' },
      { fd: 4, socket: '20', realFd: 40, for: 'write' },
    ] as const;
    talk.add({ type: 'call-entered', call: 77, thread: 'server/main', line: 5, name: 'select', files });
    talk.block(77);
    const badge = threadBadge(talk.state, talk.state.threads['server/main']!);
    expect(badge.is === 'blocked' && badge.causes.map(causeAnchor)).toEqual([
      'queue:9',
      'buffer:recv:20',
      'buffer:send:20',
    ]);
    expect(['9', '20'].map((socket) => isHeldByCall(talk.state, socket))).toEqual([true, true]);
  });

  test('the literal of a send takes that send’s identity once it is written', () => {
    const talk = new Conversation().listen().connect();
    const before = codeLines(talk.state, talk.state.programs['client']!);
    expect(before[2]!.ordinal).toBeNull();
    talk.send('nihaoma');
    expect(codeLines(talk.state, talk.state.programs['client']!)[2]!.ordinal).toBe(0);
  });

  test('a line that is executed once more has no result until it returns', () => {
    const talk = new Conversation().listen().connect();
    const result = () => codeLines(talk.state, talk.state.programs['server']!)[6]!.result;
    talk.deliver(talk.send('nihaoma'));
    talk.recv('nihaoma', 7);
    expect(result()).toMatchObject({ is: 'call', result: { value: 7 } });
    talk.add({ type: 'thread-step', thread: 'server/main', line: 7 });
    talk.block(talk.enter('server', 7, 'recv', '20', { max: 7 }));
    expect(result()).toBeNull();
  });

  test('inside a function a name is its own variable, and the program’s of that name is hidden', () => {
    const talk = new Conversation();
    const set = (local: boolean, name: string, repr: string): void => {
      const value = { is: 'other', type: 'int', repr } as const;
      const variable = { program: 'server', thread: 'server/main', name, value };
      talk.add({ type: 'variable-set', ...variable, ...(local && { local: true as const }) });
    };
    set(false, 'conn', '1');
    set(false, 'srv', '2');
    talk.add({ type: 'frame-entered', thread: 'server/main', function: 'handle' });
    set(true, 'conn', '3');
    const seen = variablesOf(talk.state.programs['server']!, talk.state.threads['server/main']!);
    expect(seen.map(({ name, value }) => [name, value])).toEqual([
      ['conn', { is: 'other', type: 'int', repr: '3' }],
      ['srv', { is: 'other', type: 'int', repr: '2' }],
    ]);
  });

  test('a long value of another kind is cut, so that the variables behind it stay in sight', () => {
    const shown = (repr: string) =>
      valueScene(EMPTY_LAB_STATE, { is: 'other', type: 'bytearray', repr }).pieces.map(({ text }) => text);
    expect(shown("bytearray(b'a')")).toEqual(["bytearray(b'a')"]);
    expect(shown('x'.repeat(73))).toEqual([`${'x'.repeat(72)}…`]);
  });

  test('a value from recv keeps its senders, and half a character stays bytes', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('你好'));
    talk.recv('你好', 4);
    const { value } = talk.state.programs['server']!.variables[0]!;
    expect(valueScene(talk.state, value)).toMatchObject({
      length: 4,
      from: 'client',
      pieces: [{ text: '你\\xe5', ordinal: 0 }],
    });
  });
});

describe('room for what the lesson is about', () => {
  test('a stream is unused until a byte is written to it or a thread waits for one', () => {
    const talk = new Conversation().listen().connect();
    const unused = () =>
      Object.fromEntries(
        Object.values(talk.state.flows).map((flow) => [flow.from, isUnused(talk.state, flow)]),
      );
    expect(unused()).toEqual({ client: true, server: true });
    const call = talk.enter('client', 4, 'recv', '10');
    expect(unused()).toEqual({ client: true, server: true });
    talk.block(call);
    expect(unused()).toEqual({ client: true, server: false });
    talk.send('nihaoma');
    expect(unused()).toEqual({ client: false, server: false });
  });

  test('a line goes on beneath after a space only, unless a word has no room in any line', () => {
    const talk = new Conversation().listen().connect();
    const words = codeLines(talk.state, talk.state.programs['client']!).map(({ tokens }) =>
      wordsOf(tokens).map((word) => [word.tokens.map(({ text }) => text).join(''), word.short]),
    );
    expect(words.slice(0, 2)).toEqual([
      [
        ['s = ', true],
        ['socket(AF_INET, ', true],
        ['SOCK_STREAM)', true],
      ],
      [
        ["s.connect(('192.168.127.1', ", false],
        ['8080))', true],
      ],
    ]);
  });
});

describe('sockets of a host', () => {
  test('a finished connection waits in the queue and is shown before it is accepted', () => {
    const talk = new Conversation().listen().connect();
    const { listener, queue, focus, folded } = stageSockets(talk.state).server;
    expect([listener?.socket, queue.length, focus?.socket, folded.length]).toEqual(['9', 1, '20', 0]);
  });

  test('TIME_WAIT folds behind a newer connection', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('20', 'server', { state: 'TIME_WAIT' });
    expect(stageSockets(talk.state).server.focus?.socket).toBe('20');
    talk.observe('30', 'server', { state: 'SYN_RECV', remote: { host: '192.168.127.2', port: 5 } });
    const { focus, folded } = stageSockets(talk.state).server;
    expect([focus?.socket, folded[0]?.socket]).toEqual(['30', '20']);
  });
});

describe('what is known', () => {
  test('a window is scaled by what both SYNs offered, but never a SYN’s own', () => {
    const talk = new Conversation().listen();
    talk.deliver(talk.segment('client', ['SYN'], 0, 0, 0, { windowScale: 10 }));
    talk.deliver(talk.segment('server', ['SYN', 'ACK'], 0, 1, 0, { windowScale: 7 }));
    talk.segment('client', ['ACK'], 1, 1);
    const views = ladder(talk).arrows.map(({ view }) => [view.window, view.rawWindow, view.windowScale]);
    expect(views).toEqual([
      [64_240, 64_240, 0],
      [64_240, 64_240, 0],
      [64_240 * 1024, 64_240, 10],
    ]);
  });

  test('one side’s offer alone scales nothing', () => {
    const talk = new Conversation().listen();
    talk.deliver(talk.segment('client', ['SYN'], 0, 0, 0, { windowScale: 10 }));
    talk.deliver(talk.segment('server', ['SYN', 'ACK'], 0, 1));
    talk.segment('client', ['ACK'], 1, 1);
    expect(ladder(talk).arrows.at(-1)!.view.window).toBe(64_240);
  });

  test('the kernel’s 0 before any window was advertised is no window', () => {
    const talk = new Conversation().observe('10', 'client', { state: 'SYN_SENT', sndWnd: 0, sndbuf: 16_384 });
    expect(bufferScene(talk.state, talk.state.sockets['10']!, 'send')).toMatchObject({
      window: null,
      capacity: 16_384,
    });
    talk.observe('10', 'client', { state: 'ESTABLISHED' });
    expect(bufferScene(talk.state, talk.state.sockets['10']!, 'send').window).toBe(0);
  });

  test('a chip that goes by itself says when', () => {
    const talk = new Conversation().listen();
    const syn = talk.segment('client', ['SYN'], 0, 0);
    expect(chipScenes(talk.state)).toMatchObject([{ goesAt: null, copies: 0 }]);
    talk.add({ type: 'segment-timed', segment: syn, dueAt: 5000 });
    expect(chipScenes(talk.state)).toMatchObject([{ goesAt: 5000 }]);
  });
});

describe('motion', () => {
  test('send() brings the letters themselves from the literal through the call into their cells', () => {
    const talk = new Conversation().listen().connect();
    const before = talk.state;
    talk.enter('client', 3, 'send', '10', { bytes: excerpt(utf8Encode('hi')) });
    const [move] = motionPlan(before, talk.events.at(-1)!, talk.state);
    expect(move!.path.map((place) => place[0])).toEqual([
      'literal:client:3:text',
      'syscall:client',
      'cells:send:10:0',
    ]);
    expect(move!.clone).toMatchObject({
      is: 'bytes',
      at: 'end',
      rows: [{ glyphs: [{ text: 'h' }, { text: 'i' }] }],
    });
    expect(move!.hides).toEqual({ grid: 'cells:send:10', range: { from: 0, to: 2 } });
  });

  test('recv() takes its letters to the variable, and the rest closes up', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('nihaoma'));
    const call = talk.enter('server', 7, 'recv', '20', { max: 2 });
    const before = talk.state;
    talk.leave(call, 2, { bytes: excerpt(utf8Encode('ni')) });
    const [move] = motionPlan(before, talk.events.at(-1)!, talk.state);
    expect(move!.path.at(-1)!.slice(0, 2)).toEqual(['var:server:data', 'next-var:server']);
    expect(move!.slides).toEqual({ grid: 'cells:recv:20', by: 2 });
    expect(move!.clone).toMatchObject({ rows: [{ cells: [{ column: 0 }, { column: 1 }] }] });
  });

  test('delivery goes from the chip over the NIC into the receive cells', () => {
    const talk = new Conversation().listen().connect();
    const segment = talk.send('nihaoma');
    const before = talk.state;
    talk.deliver(segment);
    const event = talk.events.at(-1)!;
    const [move] = motionPlan(before, event, applyEvent(before, event));
    expect(move!.path.map((place) => place[0])).toEqual([`chip:${segment}`, 'nic:server', 'cells:recv:20:0']);
  });

  test('an acknowledgement dissolves the sender’s cells where they stand', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('nihaoma'));
    const ack = talk.segment('server', ['ACK'], 1, 8);
    const before = talk.state;
    talk.deliver(ack);
    const moves = motionPlan(before, talk.events.at(-1)!, talk.state);
    expect(moves.at(-1)).toMatchObject({ lost: true, clone: { is: 'bytes', bytes: 7 } });
  });

  test('every event of a conversation can be planned', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('你好'));
    talk.recv('你好', 6);
    let state = EMPTY_LAB_STATE;
    for (const event of talk.events) {
      const after = applyEvent(state, event);
      for (const move of motionPlan(state, event, after)) expect(move.path.length).toBeGreaterThan(0);
      panelOf(event, after);
      state = after;
    }
  });
});

test('quantities read as people write them', () => {
  expect([bytesText(12), bytesText(87_040), bytesText(1536)]).toEqual(['12 B', '85 KiB', '1.5 KiB']);
  expect([durationText(61), durationText(1300), durationText(4_200_000)]).toEqual([
    '61 µs',
    '1.3 ms',
    '4.2 s',
  ]);
  expect([0, 61, 11_200_000, 59_990_000, 95_000_000, 545_000_000, 3_725_000_000].map(momentText)).toEqual([
    '0',
    '+61 µs',
    '+11.2 s',
    '+60 s',
    '+95 s',
    '+9:05',
    '+1:02:05',
  ]);
});
