import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { readRecording } from '../../../../shared/log/recording.ts';
import { Conversation } from '../stage/conversation.ts';
import { addCounts, checkSentences, type Counts } from '../../../support/claims/told-sentences.ts';

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

test('a window that grows after a SYN is compared in bytes: its field may be smaller than the SYN’s, which is not scaled', () => {
  const talk = new Conversation().listen();
  talk.deliver(talk.segment('client', ['SYN'], 0, 0, 0, { windowScale: 10 }));
  talk.deliver(talk.segment('server', ['SYN', 'ACK'], 0, 1, 0, { windowScale: 10 }));
  talk.deliver(talk.segment('client', ['ACK'], 1, 1));
  talk.segment('client', ['PSH', 'ACK'], 1, 1, 7);
  // What has come lies beyond a gap, so that the answer acknowledges nothing new.
  talk.deliver(talk.segment('client', ['PSH', 'ACK'], 8, 1, 7));
  talk.segment('server', ['ACK'], 1, 1);
  const { counts, faults } = checkSentences(talk.events);
  expect(faults).toEqual([]);
  expect(counts['sent.window-update']).toEqual({ told: 1, undecided: 0 });
});

afterAll(() => {
  if (process.env['TOLD'] !== undefined) console.table(counts);
});
