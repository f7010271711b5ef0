import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { type SegmentCause, SegmentCauses } from '../../../../shared/model/segment-cause.ts';
import { Conversation } from '../stage/conversation.ts';
import {
  addCounts,
  checkSentences,
  type Counts,
  type SentenceReport,
} from '../../../support/claims/told-sentences.ts';

const folder = new URL('../../../../client/public/recordings/', import.meta.url);
const counts: Counts = {};

/** Any event can be stepped to, so that each has its sentence checked. `npm run verify:truth` does so on new runs. */
test.each(readdirSync(folder).filter((file) => file.endsWith('.ndjson')))(
  'every sentence told of %s is true of its log',
  (file) => {
    const { events } = readRecording(readFileSync(new URL(file, folder), 'utf8'));
    const report = checkSentences(events);
    addCounts(counts, report.counts);
    expect(report.faults).toEqual([]);
  },
);

/** The causes of segments are left out: nobody has given a conversation's sockets to its programs. */
function sentencesOf({ events }: Conversation): SentenceReport {
  const { counts, faults } = checkSentences(events);
  return { counts, faults: faults.filter((fault) => !fault.startsWith('cause.')) };
}

test('a window that grows after a SYN is compared in bytes: its field may be smaller than the SYN’s, which is not scaled', () => {
  const talk = new Conversation().listen();
  talk.deliver(talk.segment('client', ['SYN'], 0, 0, 0, { windowScale: 10 }));
  talk.deliver(talk.segment('server', ['SYN', 'ACK'], 0, 1, 0, { windowScale: 10 }));
  talk.deliver(talk.segment('client', ['ACK'], 1, 1));
  talk.send('nihaoma');
  // The first is still on the wire, so that the answer to the second acknowledges nothing new.
  talk.deliver(talk.send('nihaoma', 8));
  talk.segment('server', ['ACK'], 1, 1);
  const { counts, faults } = sentencesOf(talk);
  expect(faults).toEqual([]);
  expect(counts['sent.window-update']).toEqual({ told: 1, undecided: 0 });
});

test('a close() that returns when both FINs are acknowledged leaves its kernel no connection to finish', () => {
  const talk = new Conversation().listen().connect();
  const first = talk.enter('client', 6, 'close', '10');
  talk.deliver(talk.segment('client', ['FIN', 'ACK'], 1, 1));
  talk.leave(first, 0);
  const second = talk.enter('server', 10, 'close', '20');
  talk.deliver(talk.segment('server', ['FIN', 'ACK'], 1, 2));
  talk.deliver(talk.segment('client', ['ACK'], 2, 2));
  talk.leave(second, 0);
  const { counts, faults } = sentencesOf(talk);
  expect(faults).toEqual([]);
  expect(counts['closed.unconnected']).toEqual({ told: 1, undecided: 0 });
  expect(counts['closed.connected']?.told).toBe(1);
});

test('a reset breaks the connection of a recv() that sleeps on a closed socket', () => {
  const talk = new Conversation().listen().connect();
  talk.block(talk.enter('client', 4, 'recv', '10', { max: 10 }));
  talk.leave(talk.enter('client', 6, 'close', '10'), 0);
  talk.deliver(talk.segment('server', ['RST'], 1, 0));
  const { counts, faults } = sentencesOf(talk);
  expect(faults).toEqual([]);
  expect([counts['resetDelivered.connection']?.told, counts['resetDelivered.closed']?.told]).toEqual([
    1,
    undefined,
  ]);
});

afterAll(() => {
  if (process.env['TOLD'] !== undefined) console.table(counts);
});

test('a FIN that reaches a connection which its own kernel has reset is no end that recv() returns', () => {
  const talk = new Conversation().listen().connect();
  talk.deliver(talk.send('nihaoma'));
  talk.deliver(talk.segment('server', ['RST'], 1, 0));
  talk.deliver(talk.segment('client', ['FIN', 'ACK'], 8, 1));
  const call = talk.enter('server', 7, 'recv', '20', { max: 7 });
  talk.leave(call, 0);
  const { counts, faults } = sentencesOf(talk);
  expect(faults).toEqual([]);
  expect(counts['returned.recv']).toEqual({ told: 1, undecided: 1 });
});

test('a reset that a close() makes acknowledges; one without ACK answers a segment, and is laid to no call', () => {
  const talk = new Conversation().listen().connect();
  talk.leave(talk.enter('client', 6, 'close', '10'), 0);
  talk.deliver(talk.segment('client', ['FIN', 'ACK'], 1, 1));
  talk.deliver(talk.segment('server', ['PSH', 'ACK'], 1, 2, 7));
  const answer = talk.segment('client', ['RST'], 2, 0);
  const { counts, faults } = sentencesOf(talk);
  expect(faults).toEqual([]);
  expect(counts['sent.reset-answer']?.told).toBe(1);
  expect(counts['sent.RST']).toBeUndefined();
  expect(causeIn(talk, answer)).toMatchObject({ is: 'reset', calls: [] });
  const own = talk.segment('client', ['RST', 'ACK'], 2, 1);
  expect(causeIn(talk, own)).toMatchObject({ is: 'reset', calls: [{ name: 'close' }] });
});

function causeIn({ events }: Conversation, segment: number): SegmentCause | undefined {
  const causes = new SegmentCauses();
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    const before = state;
    state = applyEvent(state, event);
    causes.see(event, state);
    if (event.type === 'segment-sent' && event.segment === segment) return causes.of(event, before, state);
  }
  return undefined;
}

test('data that come for a call of a stopped program are refused: the lab has shut its socket down', () => {
  const talk = new Conversation().listen().connect();
  const call = talk.enter('server', 7, 'recv', '20', { max: 9 });
  talk.add({ type: 'notice', code: 'program-stopped', detail: 'server' });
  talk.deliver(talk.send('nihaoma'));
  talk.segment('server', ['RST'], 1, 0);
  talk.observe('20', 'server', { state: 'CLOSE' });
  talk.add({ type: 'call-returned', call, cutOff: true, result: { ok: true, value: 0 } });
  talk.leave(talk.enter('server', 7, 'close', '20', { atExit: true }), 0);
  const { counts, faults } = sentencesOf(talk);
  expect(faults).toEqual([]);
  expect(counts['dataRefused']?.told).toBe(1);
  expect(counts['closed.unread']).toBeUndefined();
  expect(counts['closed.unconnected']?.told).toBe(1);
});
