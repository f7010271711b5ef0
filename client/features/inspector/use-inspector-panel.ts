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

/** A click on an object opens the drawer, on the side opposite to it. */
export function useInspectorPanel(): { readonly open: boolean; readonly side: 'left' | 'right' } {
  const selected = useInspector((inspector) => inspector.selected);
  const open = usePanels((panels) => panels.inspector);
  const side = usePlayhead((playhead) =>
    selected !== null && hostOfInspected(selected, playhead) === 'server' ? 'left' : 'right',
  );
  useEffect(() => {
    if (selected !== null) usePanels.setState({ inspector: true });
  }, [selected]);
  return { open, side };
}
