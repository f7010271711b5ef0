import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Basis, basisOf } from '../../../../client/features/narration/basis/basis.ts';
import { purposeOf } from '../../../../client/stage/model/event-facts.ts';
import { LogIndex } from '../../../../client/playback/projections/log-index.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';

const folder = new URL('../../../../client/public/recordings/', import.meta.url);

/** The bases of the sentences of all recordings, by the kind of what is told. */
const found = new Map<string, Set<Basis>>();
const wrong: string[] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.ndjson'))) {
  const index = new LogIndex(EMPTY_LAB_STATE);
  let after = EMPTY_LAB_STATE;
  for (const event of readRecording(readFileSync(new URL(file, folder), 'utf8')).events) {
    const before = after;
    after = applyEvent(before, event);
    index.see(event);
    const basis = basisOf(event, { before, after, index, inHand: true });
    if (event.source === 'derived' && basis !== 'derived') wrong.push(`${file} ${event.seq}`);
    const kind = kindOf(event, index);
    found.set(kind, (found.get(kind) ?? new Set()).add(basis));
  }
}

function kindOf(event: LabEvent, index: LogIndex): string {
  if (event.type === 'segment-sent') return `${purposeOf(event.headers)} sent`;
  if (event.type === 'segment-delivered')
    return `${purposeOf(index.segments.get(event.segment)!.headers)} delivered`;
  if (event.type !== 'call-returned' || !event.result.ok || event.cutOff === true) return event.type;
  const name = index.calls.get(event.call)!.name;
  return name === 'recv' ? `recv returned ${event.result.value > 0 ? 'bytes' : '0'}` : `${name} returned`;
}

const basesOf = (kind: string): Basis[] => [...(found.get(kind) ?? [])].toSorted();

describe('how a sentence is known', () => {
  test('[EVENT3] what the log calls derived is marked so', () => expect(wrong).toEqual([]));

  test.each([
    'thread-step',
    'variable-set',
    'output',
    'call-entered',
    'call-blocked',
    'socket-observed',
    'socket-gone',
    'accept returned',
    'send returned',
    'recv returned bytes',
    'SYN delivered',
  ])('%s: observed, whichever recording tells it', (kind) => expect(basesOf(kind)).toEqual(['observed']));

  test.each([
    'wire-set',
    'segment-dropped',
    'close returned',
    'recv returned 0',
    'data delivered',
    'FIN delivered',
    'SYN-ACK delivered',
    'RST sent',
    'RST delivered',
  ])('%s: derived, whichever recording tells it', (kind) => expect(basesOf(kind)).toEqual(['derived']));

  test.each(['SYN sent', 'data sent', 'FIN sent', 'ACK sent', 'ACK delivered'])(
    '%s: observed, and derived where more is concluded',
    (kind) => expect(basesOf(kind)).toContain('observed'),
  );

  test('a copy and a probe are told apart by other segments', () => {
    expect(basesOf('data sent')).toEqual(['derived', 'observed']);
    expect(basesOf('ACK sent')).toEqual(['derived', 'observed']);
  });
});
