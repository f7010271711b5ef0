import { readFileSync } from 'node:fs';
import type { LabEvent } from '../../shared/log/events.ts';
import { readRecording, writeRecording } from '../../shared/log/recording.ts';

const { header, events } = readRecording(
  readFileSync(new URL('../../client/public/recordings/L1.ndjson', import.meta.url), 'utf8'),
);
const begin = events.slice(
  0,
  events.findIndex(({ type }) => type === 'thread-step'),
);

const first = <T extends LabEvent['type']>(type: T): Extract<LabEvent, { type: T }> =>
  events.find((event): event is Extract<LabEvent, { type: T }> => event.type === type)!;

function recording(count: number, one: (i: number) => LabEvent): string {
  const { at } = begin.at(-1)!;
  const made = Array.from({ length: count }, (_, i) => ({
    ...one(i),
    seq: begin.length + i + 1,
    at: at + i + 1,
  }));
  return writeRecording({ header, events: [...begin, ...made] });
}

/**
 * Recordings of which each line is in order, and which no lesson comes near. The time to fold them grows with the
 * square of `count`. Each has the name of what there are too many of.
 */
export function hostileRecordings(count: number): (readonly [what: string, text: string])[] {
  const syn = first('segment-sent');
  const thread = first('thread-started');
  const entered = first('call-entered');
  const set = first('variable-set');
  return [
    [
      'flows',
      recording(count, (i) => {
        const source = { ...syn.headers.source, port: 10_000 + i };
        return { ...syn, segment: 1000 + i, headers: { ...syn.headers, source } };
      }),
    ],
    ['threads', recording(count, (i) => ({ ...thread, thread: `client/t${i}` }))],
    ['variables', recording(count, (i) => ({ ...set, name: `v${i}` }))],
    ['calls', recording(count, (i) => ({ ...entered, call: 1000 + i }))],
  ];
}
