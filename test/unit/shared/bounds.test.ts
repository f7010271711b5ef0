import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beyondBounds } from '../../../shared/model/bounds.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import { hostileRecordings } from '../../support/hostile-recordings.ts';

const folder = new URL('../../../client/public/recordings/', import.meta.url);

test('[STATE4] no recorded lesson leads beyond the bounds', () => {
  for (const name of readdirSync(folder)) {
    let state = EMPTY_LAB_STATE;
    for (const event of readRecording(readFileSync(new URL(name, folder), 'utf8')).events) {
      state = applyEvent(state, event);
      if (beyondBounds(state) !== null) expect.fail(`${name} at event ${event.seq}`);
    }
  }
});

test.each(hostileRecordings(1100))('[STATE4] %s go beyond them', (what, text) => {
  let state = EMPTY_LAB_STATE;
  for (const event of readRecording(text).events) state = applyEvent(state, event);
  expect(beyondBounds(state)).toMatchObject({ what });
});
