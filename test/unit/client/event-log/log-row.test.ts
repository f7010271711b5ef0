import { describe, expect, test } from 'vitest';
import { LogIndex } from '../../../../client/playback/projections/log-index.ts';
import { messages as en } from '../../../../client/features/event-log/messages.en.ts';
import { messages as zh } from '../../../../client/features/event-log/messages.zh.ts';
import { messages as enNarration } from '../../../../client/features/narration/messages.en.ts';
import { messages as zhNarration } from '../../../../client/features/narration/messages.zh.ts';
import { messages as ui } from '../../../../client/ui/messages.en.ts';
import { formatMoment } from '../../../../client/ui/format.ts';
import { isBookKeeping, logRow } from '../../../../client/features/event-log/log-row.ts';
import { observedWords } from '../../../../client/features/event-log/observed-words.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { segmentView } from '../../../../client/stage/model/segment-view.ts';
import { Conversation } from '../stage/conversation.ts';

describe('what the kernel was seen to have changed', () => {
  test('is said in words, the weightiest three', () => {
    const changed = {
      wqueue: 7,
      timer: { kind: 'retransmit', retransmits: 0, dueAt: 9 },
      wmemQueued: 839,
      segsOut: 3,
    } as const;
    expect(observedWords(changed, false, en)).toBe('send queue 7 · timer set');
    expect(observedWords(changed, false, zh)).toBe('发送队列 7 · 定时器开');
    expect(observedWords({ state: 'LISTEN', rqueue: 1, wqueue: 128 }, true, en)).toBe(
      'LISTEN · accept queue 1 of 128',
    );
    expect(observedWords({ segsIn: 4, wmemQueued: 0 }, false, en)).toBe('2 counters changed');
  });

  test('a timer that asks about a closed window has sent nothing again', () => {
    const tried = (kind: 'retransmit' | 'probe') => ({ timer: { kind, retransmits: 2, dueAt: 9 } });
    expect(observedWords(tried('retransmit'), false, en)).toBe('sent again 2×');
    expect(observedWords(tried('probe'), false, en)).toBe('probed 2×');
    expect(observedWords(tried('probe'), false, zh)).toBe('已探测 2 次');
  });
});

test('each kind of row is words, with no name of a field in it', () => {
  const conversation = new Conversation().listen().connect();
  conversation.deliver(conversation.send('abc'.repeat(1000)));
  conversation.add({ type: 'at-rest' });
  const index = new LogIndex(EMPTY_LAB_STATE);
  for (const event of conversation.events) index.see(event);
  const rows = conversation.events.filter((event) => !isBookKeeping(event));
  expect(rows.some(({ type }) => type === 'at-rest' || type === 'thread-at')).toBe(false);
  for (const event of rows)
    for (const text of [en, zh]) {
      const { what, result } = logRow(event, index, text, ui);
      expect(`${what} ${result}`).not.toMatch(/undefined|\[object|rqueue|sndWnd/);
    }
  const send = rows.find(({ type }) => type === 'call-entered')!;
  expect(logRow(send, index, en, ui).what).toBe('send(3000 B “abcabcabcabcab…”)');
});

test('a notice is words, not its code', () => {
  const conversation = new Conversation().add({
    type: 'notice',
    code: 'counters-sampled',
    detail: '40 / 100 ms',
  });
  const [notice] = conversation.events.slice(-1);
  expect(logRow(notice!, new LogIndex(EMPTY_LAB_STATE), en, ui).result).toBe('counters sampled');
  expect(logRow(notice!, new LogIndex(EMPTY_LAB_STATE), zh, ui).result).toBe('计数器抽样');
});

test('threads are told apart by the short names that their lanes have', () => {
  const conversation = new Conversation().listen().connect();
  const threads = ['Thread-1 (handle_client)', 'Thread-2 (handle_client)'];
  for (const [i, name] of threads.entries()) {
    conversation.add({ type: 'thread-started', thread: `server/${i}`, program: 'server', name });
    conversation.add({ type: 'thread-step', thread: `server/${i}`, line: 2 });
  }
  const index = new LogIndex(EMPTY_LAB_STATE);
  for (const event of conversation.events) index.see(event);
  const steps = conversation.events.filter(({ type }) => type === 'thread-step');
  expect(steps.map((event) => logRow(event, index, en, ui).thread)).toEqual(['T1', 'T2']);
});

test('a row of a delivery names the host that it has reached', () => {
  const conversation = new Conversation().listen().connect();
  const index = new LogIndex(EMPTY_LAB_STATE);
  for (const event of conversation.events) index.see(event);
  const delivered = conversation.events.filter(({ type }) => type === 'segment-delivered');
  expect(delivered.map((event) => logRow(event, index, en, ui).result)).toEqual([
    `✓ ${ui.host.server}`,
    `✓ ${ui.host.client}`,
    `✓ ${ui.host.server}`,
  ]);
});

test('a segment’s window is the bytes that its chip on the stage has, not the field', () => {
  const talk = new Conversation();
  talk.deliver(talk.segment('client', ['SYN'], 0, 0, 0, { windowScale: 10 }));
  talk.deliver(talk.segment('server', ['SYN', 'ACK'], 0, 1, 0, { windowScale: 7 }));
  talk.deliver(talk.segment('client', ['ACK'], 1, 1));
  const index = new LogIndex(EMPTY_LAB_STATE);
  const sent = talk.events.filter((event) => event.type === 'segment-sent');
  for (const event of talk.events) index.see(event);
  for (const event of sent) {
    const { window } = segmentView(talk.state, event.headers);
    expect(logRow(event, index, en, ui).what).toMatch(new RegExp(`win ${window}$`));
  }
  expect(sent.at(-1)!.headers.window * 2 ** 10).toBe(segmentView(talk.state, sent.at(-1)!.headers).window);
  // A log whose beginning is not kept any more has the shifts from its snapshot.
  const later = new LogIndex(talk.state);
  const { headers } = sent.at(-1)!;
  talk.deliver(talk.segment('client', ['ACK'], 1, 1));
  const again = talk.events.findLast((event) => event.type === 'segment-sent')!;
  later.see(again);
  expect(logRow(again, later, en, ui).what).toContain(`win ${headers.window * 2 ** 10}`);
});

test('a moment has one form: ms to the microsecond, from ten seconds on s', () => {
  expect([188, 1_000_000, 9_999_999, 10_000_000].map(formatMoment)).toEqual([
    '0.188 ms',
    '1000.000 ms',
    '9999.999 ms',
    '10.000 s',
  ]);
});

test.each(['zh', 'en'] as const)('each notice that has a sentence has a word in the list: %s', (language) => {
  const { codes } = { zh, en }[language];
  const { notices } = { zh: zhNarration, en: enNarration }[language].events;
  expect(Object.keys(notices).filter((code) => !(code in codes))).toEqual([]);
});
