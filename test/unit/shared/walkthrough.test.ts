import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findLesson } from '../../../shared/lessons/index.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import type { WalkthroughMove } from '../../../shared/lessons/moves.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { Timeline } from '../../../shared/log/timeline.ts';

test.each<[WalkthroughMove, boolean]>([
  [{ type: 'wait', until: { fact: 'window-closed', from: 'server' } }, true],
  [{ type: 'drop', times: 5 }, true],
  [{ type: 'deliver' }, true],
  [{ type: 'step', program: 'client' }, false],
  [{ type: 'run-on', program: 'client' }, false],
])('%o may have to wait for a timer: %s', (move, waits) => {
  expect(new Walkthrough({ moves: [move], predictions: [] }).waits).toBe(waits);
});

test.each(['hold', 'hold-data'])(
  'the answer goes with a held segment that is handed over on a wire in mode %s',
  (mode) => {
    const inMode = (text: string): string => text.replaceAll('"mode":"hold"', `"mode":"${mode}"`);
    const lesson = JSON.parse(inMode(JSON.stringify(findLesson('L0')!))) as Lesson;
    const file = new URL('../../../client/public/recordings/L0.ndjson', import.meta.url);
    const { events } = readRecording(inMode(readFileSync(file, 'utf8')));
    // The run answers while the data are held.
    const walkthrough = new Walkthrough(lesson);
    new Timeline().append(events, (event, state) => walkthrough.see(event, state));
    const { answered, left } = walkthrough.span(lesson.predictions[0]!.id)!;
    const delivered = events.find(({ seq, type }) => seq > answered! && type === 'segment-delivered')!;
    expect(left).toBe(delivered.seq);
  },
);
