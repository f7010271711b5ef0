import fc from 'fast-check';
import { expect } from 'vitest';
import { readRecording, recordingHeader, RecordingError } from '../../shared/log/recording.ts';
import { beyondBounds } from '../../shared/model/bounds.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { damaged, damagedText } from '../support/damaged.ts';
import { everyScene } from '../support/every-scene.ts';
import { fuzz } from '../support/fuzz.ts';
import { anyLog } from '../support/random-events.ts';

const linesOf = (events: readonly unknown[]): string =>
  [recordingHeader('L1'), ...events].map((line) => `${JSON.stringify(line)}\n`).join('');

const text = fc.oneof(
  anyLog.map(linesOf),
  damaged(anyLog).map((events) => linesOf(Array.isArray(events) ? (events as unknown[]) : [events])),
  damagedText(anyLog.map(linesOf), ['\n', '"', '}', '\\ud800', '1e999', '{"seq":1}\n']),
);

fuzz({
  title: 'any text is a recording that folds and is shown at any moment, or is refused with a code',
  share: 0.03,
  cases: fc.tuple(text, fc.nat(140)),
  check([one, moment]) {
    let state = EMPTY_LAB_STATE;
    try {
      const { events } = readRecording(one, (event) => {
        state = applyEvent(state, event);
      });
      if (beyondBounds(state) === null) everyScene(events, 1 + (moment % events.length));
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      expect(error.line).toBeGreaterThan(0);
    }
  },
});
