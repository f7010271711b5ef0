import { describe, expect, test } from 'vitest';
import { plainWire } from '../../../../shared/log/wire-settings.ts';
import { LogIndex } from '../../../../client/playback/projections/log-index.ts';
import { messages as enMessages } from '../../../../client/features/narration/messages.en.ts';
import { messages as uiEn } from '../../../../client/ui/messages.en.ts';
import { messages as zhMessages } from '../../../../client/features/narration/messages.zh.ts';
import { messages as uiZh } from '../../../../client/ui/messages.zh.ts';
import { type NarrationWords, sentenceOf } from '../../../../client/features/narration/sentence.ts';
import { toldAt } from '../../../../client/features/narration/narrated-event.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { l01 } from '../../../../shared/lessons/l01.ts';
import { setParameter } from '../../../../shared/programs/params.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { Conversation } from '../stage/conversation.ts';

const en: NarrationWords = { narration: enMessages.events, tcpStates: uiEn.tcpStates };
const zh: NarrationWords = { narration: zhMessages.events, tcpStates: uiZh.tcpStates };

/** Returns the event whose sentence stands at a conversation's end, and that sentence in both languages. */
function told(conversation: Conversation): { event: LabEvent; english: string; chinese: string } {
  const { events } = conversation;
  const index = new LogIndex(EMPTY_LAB_STATE);
  for (const event of events) index.see(event);
  const { event } = toldAt({ events, base: 0, index }, events.length)!;
  return { event, ...sentences(conversation, event, index) };
}

function sentences({ events }: Conversation, event: LabEvent, index: LogIndex) {
  const before = events.slice(0, event.seq - 1).reduce(applyEvent, EMPTY_LAB_STATE);
  const scene = { before, after: applyEvent(before, event), index, inHand: true };
  return { english: sentenceOf(event, scene, en), chinese: sentenceOf(event, scene, zh) };
}

/** The client has pressed for connect(), and sleeps in it. */
const connecting = (): Conversation => {
  const conversation = new Conversation().listen().rest();
  conversation.add({ type: 'thread-step', thread: 'client/main', line: 2 });
  const call = conversation.enter('client', 2, 'connect', '10');
  conversation.segment('client', ['SYN'], 0, 0);
  return conversation.block(call).rest();
};

describe('what a kernel sends again while the first is held', () => {
  test('is told where that wait is what was last spoken of, with the number of copies', () => {
    const conversation = connecting();
    for (let i = 0; i < 8; i += 1) conversation.sentAgain('client', ['SYN'], 0, 0).rest();
    const { english, chinese } = told(conversation);
    expect(english).toBe(
      'The client wants to connect: its SYN waits for you. Sent again, after *1.0 s* (the wait before was 1.0 s): *8 copies* beneath it.',
    );
    expect(chinese).toContain('*8 份副本*');
  });

  test('does not talk over what the learner has done since', () => {
    const conversation = connecting();
    conversation.add({ type: 'thread-step', thread: 'server/main', line: 5 });
    conversation.block(conversation.enter('server', 5, 'accept', '9')).rest();
    conversation.sentAgain('client', ['SYN'], 0, 0).rest();
    conversation.sentAgain('client', ['SYN'], 0, 0).rest();
    expect(told(conversation).english).toContain('sleeps in `accept`');
  });

  test('does not talk over the answer to the one that was handed over', () => {
    const conversation = connecting();
    conversation.deliver(1);
    conversation.segment('server', ['SYN', 'ACK'], 0, 1);
    conversation.rest().sentAgain('client', ['SYN'], 0, 0).rest();
    expect(told(conversation).english).toContain('answers *SYN+ACK*');
  });

  test('is told after a loss: that is what everybody waited for', () => {
    const conversation = connecting();
    conversation.add({ type: 'segment-dropped', segment: 1, cause: 'learner' }).rest();
    expect(told(conversation).english).toContain("You dropped the client's SYN");
    conversation.sentAgain('client', ['SYN'], 0, 0).rest();
    expect(told(conversation).english).toContain('sends its SYN *again*, after *1.0 s*:');
  });

  test('is told, where one copy is dropped, to have arrived or to lie on the wire still', () => {
    const drop = { type: 'segment-dropped', segment: 2, cause: 'learner' } as const;
    const lies = connecting().sentAgain('client', ['SYN'], 0, 0).rest();
    lies.add(drop).rest();
    expect(told(lies).english).toContain('another copy of it is still on the wire');
    const arrived = connecting().deliver(1).rest().sentAgain('client', ['SYN'], 0, 0).rest();
    arrived.add(drop).rest();
    expect(told(arrived).english).toContain('another copy of it has arrived');
    // It was acknowledged, so that the stage shows it no more.
    const acked = new Conversation()
      .listen()
      .connect()
      .rest()
      .sentAgain('server', ['SYN', 'ACK'], 0, 1)
      .rest();
    const [chip] = acked.state.wire.chips;
    acked.add({ type: 'segment-dropped', segment: chip!.last.segment, cause: 'learner' }).rest();
    expect(told(acked).english).toContain('another copy of it has arrived');
  });

  test('says how long its kernel has waited, and how long the time before', () => {
    const conversation = connecting();
    conversation.add({ type: 'segment-dropped', segment: 1, cause: 'learner' }).rest();
    conversation.sentAgain('client', ['SYN'], 0, 0, 210_000).rest();
    conversation.add({ type: 'segment-dropped', segment: 2, cause: 'learner' }).rest();
    conversation.sentAgain('client', ['SYN'], 0, 0, 412_000).rest();
    const { english, chinese } = told(conversation);
    expect(english).toContain('*again*, after *0.41 s* (the wait before was 0.21 s)');
    expect(chinese).toContain('隔 *0.41 秒*（上一次隔 0.21 秒）');
  });
});

test('data that a timer sends again are told where the ACK of them was dropped', () => {
  const conversation = new Conversation().listen().connect().rest();
  const data = conversation.send('nihaoma');
  conversation.rest().deliver(data);
  const ack = conversation.segment('server', ['ACK'], 1, 8);
  conversation.rest().add({ type: 'segment-dropped', segment: ack, cause: 'learner' }).rest();
  expect(told(conversation).english).toMatch(
    /You dropped the server's ACK: .*the side that misses it repeats its own segment/,
  );
  conversation.sentAgain('client', ['PSH', 'ACK'], 1, 1, 60_000_000, 7).rest();
  expect(told(conversation).english).toContain('sends its 7 bytes *again*');
});

describe('what became of a thread, and what its kernel did beside it', () => {
  /** The events of one turn are tried in every order, because chance decides which is seen first. */
  const orders = <T>(of: readonly T[]): T[][] =>
    of.length < 2
      ? [[...of]]
      : of.flatMap((one) => orders(of.filter((o) => o !== one)).map((o) => [one, ...o]));

  const beside: readonly ((talk: Conversation) => unknown)[] = [
    (talk) => talk.observe('10', 'client', { state: 'ESTABLISHED' }),
    (talk) => talk.segment('client', ['ACK'], 1, 1),
    (talk) => talk.leave(1, 0),
  ];

  test.each(orders(beside))('the return of connect() stands, in whichever order they are seen', (...seen) => {
    const conversation = connecting();
    conversation.observe('10', 'client', { state: 'SYN_SENT' });
    conversation.deliver(1).deliver(conversation.segment('server', ['SYN', 'ACK'], 0, 1));
    for (const see of seen) see(conversation);
    conversation.add({ type: 'at-rest' });
    expect(told(conversation).event).toMatchObject({ type: 'call-returned', call: 1 });
  });

  test('a change of state that comes by itself later is news', () => {
    const conversation = connecting();
    conversation.leave(1, 0).add({ type: 'at-rest' }).observe('10', 'client', { state: 'TIME_WAIT' });
    expect(told(conversation).event.type).toBe('socket-observed');
  });

  test('so is one of the other host', () => {
    const conversation = connecting();
    conversation.leave(1, 0).rest().observe('20', 'server', { state: 'CLOSE_WAIT' });
    expect(told(conversation).event).toMatchObject({ type: 'socket-observed', host: 'server' });
  });
});

describe('one press is told as one sentence', () => {
  /** The client sends; the server had been asleep in recv() or not. */
  const delivering = (asleep: boolean): Conversation => {
    const conversation = new Conversation().listen().connect().rest();
    const call = conversation.enter('server', 7, 'recv', '20', { max: 1024 });
    if (asleep) conversation.block(call);
    const segment = conversation.rest().send('nihaoma');
    conversation.rest().deliver(segment).segment('server', ['ACK'], 1, 8);
    if (asleep) conversation.leave(call, 7);
    return conversation.rest();
  };

  test('the call that a delivery has woken, and not the delivery or the ACK that answers it', () => {
    expect(told(delivering(true)).event.type).toBe('call-returned');
  });

  test('the delivery where it wakes nobody, and not the ACK that answers it', () => {
    expect(told(delivering(false)).event.type).toBe('segment-delivered');
  });

  test('the return of send(), and not the departure of its bytes', () => {
    const conversation = new Conversation().listen().connect().rest();
    conversation.add({ type: 'thread-step', thread: 'client/main', line: 3 });
    conversation.send('nihaoma');
    expect(told(conversation.rest()).event).toMatchObject({ type: 'call-returned', result: { value: 7 } });
  });

  test('of two calls that return, that of the thread which was stepped', () => {
    const conversation = new Conversation().listen();
    const accept = conversation.enter('server', 5, 'accept', '9');
    conversation
      .block(accept)
      .add({ type: 'wire-set', settings: plainWire('auto') })
      .rest();
    conversation.add({ type: 'thread-step', thread: 'client/main', line: 2 });
    const connect = conversation.enter('client', 2, 'connect', '10');
    conversation.connect().leave(connect, 0).leave(accept, 4, { socket: '20', fd: 4, realFd: 9 }).rest();
    expect(told(conversation).event).toMatchObject({ type: 'call-returned', call: connect });
  });

  test('an exception before all', () => {
    const conversation = connecting();
    const exception = { name: 'ConnectionRefusedError', message: 'refused' };
    conversation
      .deliver(1)
      .add({
        type: 'call-returned',
        call: 1,
        result: { ok: false, errno: 111, errnoName: 'ECONNREFUSED', exception: exception.name },
      })
      .add({ type: 'thread-ended', thread: 'client/main', line: 2, exception })
      .add({ type: 'program-ended', program: 'client', cause: 'exception' })
      .rest();
    expect(told(conversation).event.type).toBe('thread-ended');
  });

  test('which stays until the next press, whatever a reading of the counters finds', () => {
    const conversation = delivering(true);
    const { event } = told(conversation);
    conversation.observe('20', 'server', { rcvWnd: 5 }).rest();
    expect(told(conversation).event).toBe(event);
    conversation.add({ type: 'thread-step', thread: 'server/main', line: 8 });
    expect(told(conversation).event.type).toBe('thread-step');
  });

  test('nor an ACK that comes late, unless it closes the window', () => {
    const late = (window: number): LabEvent => {
      const conversation = delivering(false);
      conversation.sentAgain('server', ['ACK'], 1, 9, 40_000);
      const last = conversation.events.at(-1)!;
      if (last.type === 'segment-sent')
        conversation.events[last.seq - 1] = { ...last, headers: { ...last.headers, window } };
      return told(conversation.rest()).event;
    };
    expect(late(500).type).toBe('segment-delivered');
    expect(late(0).type).toBe('segment-sent');
  });

  test('that of a client which is added', () => {
    const conversation = delivering(true);
    conversation
      .add({ type: 'program-loaded', program: 'client2', host: 'client', run: 1, tree: l01.programs.client })
      .add({ type: 'thread-started', thread: 'client2/main', program: 'client2', name: 'main' })
      .add({ type: 'thread-at', thread: 'client2/main', line: 1 });
    expect(told(conversation.rest()).english).toContain('Client 2');
  });

  test('nor the end of a socket that nobody has spoken of', () => {
    const conversation = delivering(true);
    const { event } = told(conversation);
    conversation.add({ type: 'socket-gone', host: 'server', socket: '20' });
    expect(told(conversation.rest()).event).toBe(event);
  });

  test('but the end of a socket is told where its state was spoken of last', () => {
    const conversation = delivering(true).observe('20', 'server', { state: 'LAST_ACK' }).rest();
    conversation.add({ type: 'socket-gone', host: 'server', socket: '20' });
    expect(told(conversation.rest()).event.type).toBe('socket-gone');
  });
});

test('a new run is told of, and not the end of the one before', () => {
  const conversation = connecting();
  for (const host of ['client', 'server'] as const)
    conversation.add({ type: 'program-loaded', program: host, host, run: 2, tree: l01.programs[host] });
  conversation.add({ type: 'at-rest' });
  const { english, chinese } = told(conversation);
  expect(english).toMatch(/^\*Run 2\* begins on the same hosts/);
  expect(chinese).toContain('第 2 次运行');
});

test('a recv() that returns 0 bytes a second time says that a loop has to end there', () => {
  const conversation = new Conversation().connect();
  conversation.leave(conversation.enter('server', 5, 'accept', '9'), 4, { socket: '20', fd: 4, realFd: 9 });
  conversation.deliver(conversation.segment('client', ['FIN', 'ACK'], 1, 1)).rest();
  const reads = (): string => {
    conversation.add({ type: 'thread-step', thread: 'server/main', line: 7 });
    conversation.leave(conversation.enter('server', 7, 'recv', '20', { max: 1024 }), 0);
    return told(conversation.rest()).english;
  };
  expect(reads()).toContain('all it sent is read');
  expect(reads()).toContain('a loop has to end here (`if not data: break`)');
});

test('an edit says which line it has changed, and to what', () => {
  const edited = setParameter(l01.programs.client, 'port', 81);
  if (!edited.ok) throw new Error(edited.error.code);
  const conversation = connecting();
  conversation.add({ type: 'program-edited', program: 'client', tree: edited.program });
  const { english, chinese } = told(conversation);
  expect(english).toBe("The client's line 2 is now `s.connect(('192.168.127.1', 81))`.");
  expect(chinese).toContain('第 2 行改成了');
});

test('a close with bytes unread says how many, and that the peer gets a reset', () => {
  const conversation = new Conversation().connect();
  conversation.leave(conversation.enter('server', 5, 'accept', '9'), 4, { socket: '20', fd: 4, realFd: 9 });
  conversation.deliver(conversation.send('nihaoma'));
  const close = conversation.enter('server', 9, 'close', '20', { fd: 4 });
  conversation.segment('server', ['RST', 'ACK'], 1, 8);
  expect(told(conversation).english).toContain('has left 7 bytes unread');
  conversation.leave(close, 0);
  const index = new LogIndex(EMPTY_LAB_STATE);
  for (const event of conversation.events) index.see(event);
  const { english, chinese } = sentences(conversation, conversation.events.at(-1)!, index);
  expect(english).toMatch(/\*7 bytes\* unread.*RST, not FIN/);
  expect(chinese).toMatch(/\*7 字节\*还没有读.*RST/);
});
