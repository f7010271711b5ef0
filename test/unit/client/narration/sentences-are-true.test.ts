import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { readRecording } from '../../../../shared/log/recording.ts';
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

afterAll(() => {
  if (process.env['TOLD'] !== undefined) console.table(counts);
});
