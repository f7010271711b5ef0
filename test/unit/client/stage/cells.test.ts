import { describe, expect, test } from 'vitest';
import { bufferScene } from '../../../../client/stage/model/buffer.ts';
import { bars, cellRows, cellUnit } from '../../../../client/stage/model/cells.ts';
import { excerpt, utf8Encode } from '../../../../shared/bytes.ts';
import { Conversation } from './conversation.ts';

function buffer(talk: Conversation, socket: '10' | '20', kind: 'send' | 'recv') {
  const { state } = talk;
  const scene = bufferScene(state, state.sockets[socket]!, kind);
  return { scene, rows: scene.flow === null ? [] : cellRows(scene.flow, scene.range, scene.marks) };
}

describe('cells of a buffer', () => {
  test('sent bytes stay in the send buffer, marked as sent, until they are acknowledged', () => {
    const talk = new Conversation().listen().connect();
    const segment = talk.send('nihaoma');
    expect(buffer(talk, '10', 'send').rows[0]!.runs).toMatchObject([
      { from: 0, to: 7, sent: true, ordinal: 0 },
    ]);
    talk.deliver(segment);
    expect(buffer(talk, '10', 'send').scene.length).toBe(7);
    expect(
      buffer(talk, '20', 'recv')
        .rows[0]!.glyphs.map((glyph) => glyph.text)
        .join(''),
    ).toBe('nihaoma');
    talk.deliver(talk.segment('server', ['ACK'], 1, 8));
    expect(buffer(talk, '10', 'send').scene.length).toBe(0);
  });

  test('bytes of a send() in progress are pending', () => {
    const talk = new Conversation().listen().connect();
    talk.enter('client', 3, 'send', '10', { bytes: { length: 2, head: '6869' } });
    expect(buffer(talk, '10', 'send').rows[0]!.runs).toMatchObject([{ pending: true, sent: false }]);
  });

  test('two sends meet at a seam, each with its number', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('你好')).deliver(talk.send('再见', 7));
    const [row] = buffer(talk, '20', 'recv').rows;
    expect(row!.runs).toMatchObject([
      { from: 0, to: 6, ordinal: 0, begins: true, seam: false },
      { from: 6, to: 12, ordinal: 1, begins: true, seam: true },
    ]);
    expect(row!.glyphs.map(({ text, span }) => [text, span])).toEqual([
      ['你', 3],
      ['好', 3],
      ['再', 3],
      ['见', 3],
    ]);
  });

  test('recv tears a character; a row end merely leaves its bracket open', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('你好'));
    talk.recv('你好', 4);
    const torn = buffer(talk, '20', 'recv').rows[0]!.glyphs[0]!;
    expect(torn).toMatchObject({ text: '好', span: 2, left: 'torn', right: 'closed' });

    const long = new Conversation().listen().connect();
    long.deliver(long.send(`a${'你'.repeat(6)}`));
    const [first, second] = buffer(long, '20', 'recv').rows;
    expect(first!.glyphs.at(-1)).toMatchObject({ span: 2, left: 'closed', right: 'open' });
    expect(second!.glyphs[0]).toMatchObject({ span: 1, left: 'open', right: 'closed' });
  });

  test('the unit is the smallest power of two that fits the fullest buffer', () => {
    expect(cellUnit([0, 12], 36)).toBe(1);
    expect(cellUnit([37], 36)).toBe(2);
    expect(cellUnit([8192, 12], 36)).toBe(256);
    const talk = new Conversation().listen().connect();
    talk.send('x'.repeat(8192));
    const { scene } = buffer(talk, '10', 'send');
    const drawn = bars(scene.flow!, scene.range, scene.marks, 256);
    expect(drawn.map(({ row, start, width }) => [row, start, width])).toEqual([
      [0, 0, 18],
      [1, 0, 14],
    ]);
  });
});

describe('a buffer and its witness', () => {
  test('the gauge sets payload apart from the overhead that the kernel charges', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('nihaoma'));
    talk.observe('20', 'server', { rmemAlloc: 839, rqueue: 7 });
    const { scene } = buffer(talk, '20', 'recv');
    expect(scene.parts).toEqual([
      { is: 'unread', bytes: 7 },
      { is: 'overhead', bytes: 832 },
    ]);
    expect(scene.witness).toMatchObject({ kernel: 7, agree: true });
  });

  test('the gauge sets bytes that wait to be sent apart from those that wait for their ACK', () => {
    const talk = new Conversation().listen().connect();
    talk.enter('client', 3, 'send', '10', { bytes: excerpt(utf8Encode('nihaoma')) });
    talk.segment('client', ['PSH', 'ACK'], 1, 1, 4);
    expect(buffer(talk, '10', 'send').scene.parts).toEqual([
      { is: 'unacked', bytes: 4 },
      { is: 'unsent', bytes: 3 },
    ]);
  });

  test('a disagreement counts only at rest', () => {
    const talk = new Conversation().listen().connect();
    talk.deliver(talk.send('nihaoma'));
    talk.observe('20', 'server', { rqueue: 6 });
    expect(buffer(talk, '20', 'recv').scene.witness?.agree).toBeNull();
    talk.add({ type: 'at-rest', source: 'derived' });
    expect(buffer(talk, '20', 'recv').scene.witness?.agree).toBe(false);
  });

  test('what was not observed is null', () => {
    const talk = new Conversation().listen();
    talk.observe('20', 'server', { state: 'SYN_RECV' });
    expect(buffer(talk, '20', 'send').scene).toMatchObject({ capacity: null, window: null, witness: null });
  });
});
