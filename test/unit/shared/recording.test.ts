import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  readRecording,
  recordingHeader,
  RECORDING_VERSION,
  writeRecording,
} from '../../../shared/log/recording.ts';
import { SequenceError, Timeline } from '../../../shared/log/timeline.ts';
import { checkLog } from '../../support/log-checks.ts';

const shipped = readFileSync(new URL('../../../client/public/recordings/L1.ndjson', import.meta.url), 'utf8');

describe('the recorded L1 that ships with the page', () => {
  const { header, events } = readRecording(shipped);

  test('is whole and lawful', () => {
    expect(header).toMatchObject({ lesson: 'L1', version: RECORDING_VERSION });
    const report = checkLog(events);
    expect(report.faults).toEqual([]);
    expect(report.compared).toBeGreaterThan(20);
    const ended = events.flatMap((event) => (event.type === 'program-ended' ? [event.cause] : []));
    expect(ended).toEqual(['finished', 'finished']);
  });

  test('written and read again it is the same', () => {
    expect(readRecording(writeRecording({ header, events }))).toEqual({ header, events });
  });

  test('[EVENT2] a gap or a repeat is refused', () => {
    const timeline = new Timeline();
    timeline.append(events.slice(0, 3));
    expect(() => timeline.append(events.slice(2, 3))).toThrow(SequenceError);
    expect(() => timeline.append(events.slice(4, 5))).toThrow(SequenceError);
    timeline.append(events.slice(3, 5));
    expect(timeline.head).toBe(5);
  });
});

test('a recording of version 1 is read and folds as it did', () => {
  const old = new URL('../../support/recordings/version-1.ndjson', import.meta.url);
  const { header, events } = readRecording(readFileSync(old, 'utf8'));
  expect([header.version, events.length]).toEqual([1, 51]);
  expect(checkLog(events).faults).toEqual([]);
});

const folder = new URL('../../../client/public/recordings/', import.meta.url);
const AN_ANSWER_TAKES = 1000;

test.each(readdirSync(folder))(
  '[OBS3] no rest of %s lies before an answer that a kernel gave within a millisecond',
  (file) => {
    const { events } = readRecording(readFileSync(new URL(file, folder), 'utf8'));
    const answered = events.filter(({ type, at }, index) => {
      const next = events[index + 1];
      return type === 'at-rest' && next?.type === 'segment-sent' && next.at - at < AN_ANSWER_TAKES;
    });
    expect(answered).toEqual([]);
  },
);

describe('a file that is no recording', () => {
  const header = JSON.stringify(recordingHeader('L1'));
  test.each([
    ['', 'not-a-recording', 1],
    ['hello\n', 'not-a-recording', 1],
    ['{"format":"pcap"}\n', 'not-a-recording', 1],
    [header.replace(/"version":\d/, `"version":${RECORDING_VERSION + 1}`), 'newer-version', 1],
    [`${header}\n{"seq":1}\n`, 'bad-event', 2],
    [`${header}\n${shipped.split('\n')[1]}\n${shipped.split('\n')[3]}\n`, 'out-of-order', 3],
    [`${header}\n${shipped.split('\n')[1]?.slice(0, -5)}\n`, 'bad-event', 2],
    ['{"format":"socketscope-recording', 'not-a-recording', 1],
    [header.slice(0, -5), 'cut-off', 1],
    [`${header.slice(0, -5)}\n`, 'not-a-recording', 1],
    [`${header}\n`, 'cut-off', 1],
    [`${header.replace(/"version":\d/, `"version":${RECORDING_VERSION + 1}`)}\n{"`, 'newer-version', 1],
  ])('%j', (text, code, line) => {
    expect(() => readRecording(text)).toThrow(expect.objectContaining({ code, line }));
  });

  test('one that is cut off anywhere in a line is said to be a recording, and where it ends', () => {
    const whole = new Set(shipped.split('\n'));
    for (let end = '{"format":"socketscope-recording"'.length; end < 6000; end += 7) {
      const part = shipped.slice(0, end);
      const lines = part.split('\n');
      // A cut between two lines does not show that more was to come.
      if (lines.length > 2 && whole.has(lines.at(-1) ?? '')) continue;
      expect(() => readRecording(part), part.slice(-40)).toThrow(
        expect.objectContaining({ code: 'cut-off', line: lines.length - (lines.at(-1) === '' ? 1 : 0) }),
      );
    }
  });
});
