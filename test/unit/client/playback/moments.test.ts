import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LogIndex } from '../../../../client/playback/projections/log-index.ts';
import { momentAt, MOMENTS } from '../../../../client/playback/projections/moments.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';

test('a whole conversation passes its moments in their order', () => {
  const file = new URL('../../../../client/public/recordings/L1.ndjson', import.meta.url);
  const index = new LogIndex(EMPTY_LAB_STATE);
  const passed = readRecording(readFileSync(file, 'utf8')).events.flatMap((event) => {
    index.see(event);
    return momentAt(event, index) ?? [];
  });
  expect(passed).toEqual(MOMENTS);
});
