import type { HostId } from '../../../shared/log/events.ts';
import type { Playhead } from '../../playback/playhead-store.ts';
import type { Inspected } from '../../stage/model/selection-store.ts';

/** The host an object belongs to; a segment belongs to its sender. */
export function hostOfInspected(
  inspected: Inspected,
  { state, index }: Pick<Playhead, 'state' | 'index'>,
): HostId {
  switch (inspected.is) {
    case 'socket':
      return state.sockets[inspected.id]?.host ?? 'client';
    case 'segment':
      return index.segments.get(inspected.id)?.from ?? 'client';
    case 'call': {
      const thread = index.calls.get(inspected.id)?.thread;
      return (thread === undefined ? null : index.hostOfThread(thread)) ?? 'client';
    }
    case 'thread':
      return index.hostOfThread(inspected.id) ?? 'client';
    case 'byte':
      return inspected.host;
    default:
      return inspected satisfies never;
  }
}

export type Side = 'left' | 'middle' | 'right';

/** The side of the stage where nothing is of what is inspected. A copy of a byte may be at both hosts. */
export function sideFor(inspected: Inspected | null, playhead: Pick<Playhead, 'state' | 'index'>): Side {
  if (inspected === null) return 'right';
  const flow = inspected.is === 'byte' ? playhead.state.flows[inspected.flow] : undefined;
  if (inspected.is !== 'byte' || flow === undefined)
    return hostOfInspected(inspected, playhead) === 'server' ? 'left' : 'right';
  const atReceiver = inspected.offset < flow.received;
  if (atReceiver && inspected.offset >= flow.acked) return 'middle';
  return (flow.from === 'server') === atReceiver ? 'right' : 'left';
}
