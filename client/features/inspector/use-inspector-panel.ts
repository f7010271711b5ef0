import { useEffect } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import { type Inspected, useInspector } from '../../stage/model/selection-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';

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

/** A click on an object opens the drawer, where it covers nothing of it. */
export function useInspectorPanel(): { readonly open: boolean; readonly side: Side } {
  const selected = useInspector((inspector) => inspector.selected);
  const open = usePanels((panels) => panels.inspector);
  const side = usePlayhead((playhead) => sideFor(selected, playhead));
  useEffect(() => {
    if (selected !== null) usePanels.setState({ inspector: true });
  }, [selected]);
  return { open, side };
}
