import type { EventOf, LabEvent } from '../../../../shared/log/events.ts';
import { freedBy, isCopy, type NarrationContext, purposeOf } from '../../../stage/model/event-facts.ts';
import { sentPurpose } from '../segment-facts.ts';
import type { SentPurpose } from '../sentence-values.ts';

/** All that a sentence says was seen, or a part of it is concluded from what was seen. */
export type Basis = 'observed' | 'derived';

/** How the page knows what an event's own sentence says. An event of the lab itself is derived ([EVENT3]). */
export function basisOf(event: LabEvent, scene: NarrationContext): Basis {
  return event.source === 'derived' || concludes(event, scene) ? 'derived' : 'observed';
}

/** The sentence says more than the event has shown. */
function concludes(event: LabEvent, scene: NarrationContext): boolean {
  switch (event.type) {
    case 'call-returned':
      return returnConcludes(event, scene);
    case 'segment-sent':
      return isCopy(scene, event.segment) || CONCLUDED.has(sentPurpose(scene, event.from, event.headers));
    case 'segment-delivered':
      return deliveryConcludes(event, scene);
    // Calls, counters, segments and the interpreter have shown all that is told of any other.
    default:
      return false;
  }
}

/** No header names these purposes: other segments, timers and calls tell them. */
const CONCLUDED: ReadonlySet<SentPurpose> = new Set([
  'refusal',
  'reset-unread',
  'reset-answer',
  'RST',
  'probe',
  'keep-alive',
  'window-update',
]);

/** A close() tells what its kernel does from now on; a recv() that has returned no bytes, what the peer has done. */
function returnConcludes(
  { call, result, cutOff }: EventOf<'call-returned'>,
  { index }: NarrationContext,
): boolean {
  if (!result.ok || cutOff === true) return false;
  const name = index.calls.get(call)?.name;
  return name === 'close' || (name === 'recv' && result.value === 0);
}

/** A sentence on what a kernel does with a segment is concluded, because its counters are read only later. */
function deliveryConcludes({ segment }: EventOf<'segment-delivered'>, scene: NarrationContext): boolean {
  const headers = scene.index.segments.get(segment)?.headers;
  if (headers === undefined) return false;
  const purpose = purposeOf(headers);
  return purpose === 'ACK' ? freedBy(scene, headers) > 0 : purpose !== 'SYN';
}
