import type { CallId, EventOf, HostId, LabEvent, ThreadId } from '../../../shared/log/events.ts';

/** The turns of a conversation, in the order in which a whole one passes them. */
export const MOMENTS = [
  'listening',
  'connected',
  'accepted',
  'request-read',
  'reply-read',
  'closed',
] as const;
export type MomentId = (typeof MOMENTS)[number];

export interface Moment {
  readonly id: MomentId;
  readonly seq: number;
  readonly run: number;
}

/** The part of the log's index that tells the moments apart. */
interface CallsSoFar {
  /** The number of programs that are loaded and have not ended. */
  readonly running: number;
  readonly calls: ReadonlyMap<CallId, Pick<EventOf<'call-entered'>, 'name' | 'thread'>>;
  hostOfThread(thread: ThreadId): HostId | null;
}

/** The moment that this event is; null if it is none. `index` has seen the event. */
export function momentAt(event: LabEvent, index: CallsSoFar): MomentId | null {
  if (event.type === 'program-ended') return index.running === 0 ? 'closed' : null;
  if (event.type !== 'call-returned' || !event.result.ok) return null;
  const call = index.calls.get(event.call);
  if (call === undefined) return null;
  switch (call.name) {
    case 'listen':
      return 'listening';
    case 'connect':
      return 'connected';
    case 'accept':
      return 'accepted';
    case 'recv':
      if (event.result.value === 0) return null;
      return index.hostOfThread(call.thread) === 'server' ? 'request-read' : 'reply-read';
    default:
      return null;
  }
}
