import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRecording } from '../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const file = new URL('../../../client/public/recordings/L1.ndjson', import.meta.url);
const { events } = readRecording(readFileSync(file, 'utf8'));
const accepts = events.find((event) => event.type === 'call-entered' && event.name === 'accept');
if (accepts?.type !== 'call-entered') throw new Error('L1 accepts no connection');
const { call, thread, line } = accepts;
const returned = events.findIndex((event) => event.type === 'call-returned' && event.call === call);
const accepted = events.slice(0, returned + 1).reduce(applyEvent, EMPTY_LAB_STATE);

/** A close() on the line that made the last call. */
function closed(by: 'line' | 'unnamed' | 'atExit'): LabState {
  const [fd, file] = Object.entries(accepted.programs['server']?.fds ?? {}).at(-1) ?? [];
  if (file === undefined) throw new Error('L1’s server has no socket');
  const entered = applyEvent(accepted, {
    seq: accepted.seq + 1,
    at: accepted.at,
    type: 'call-entered',
    source: 'syscall',
    call: 900,
    name: 'close',
    thread,
    line,
    fd: Number(fd),
    ...file,
    ...(by !== 'line' && { [by]: true }),
  });
  return applyEvent(entered, {
    seq: entered.seq + 1,
    at: entered.at,
    type: 'call-returned',
    source: 'syscall',
    call: 900,
    result: { ok: true, value: 0 },
  });
}

test.each(['unnamed', 'atExit'] as const)(
  '[PROG5] a close() that no line made (%s) leaves the result of the line and the thread as they are',
  (by) => {
    const state = closed(by);
    expect(accepted.threads[thread]?.status).toBe('returned');
    expect(state.threads).toEqual(accepted.threads);
    expect(state.programs['server']?.results).toEqual(accepted.programs['server']?.results);
    expect(state.sockets).not.toEqual(accepted.sockets);
  },
);

test('a close() of the line itself becomes its result', () => {
  expect(closed('line').programs['server']?.results[line]).toMatchObject({ is: 'call', name: 'close' });
});
