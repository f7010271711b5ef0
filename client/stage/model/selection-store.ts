import { create } from 'zustand';
import type { CallId, HostId, SegmentId, SocketId, ThreadId } from '../../../shared/log/events.ts';
import type { FlowId } from '../../../shared/model/lab-state.ts';

/** The thing whose raw fields the learner has asked for, or null. */
export type Inspected =
  | { readonly is: 'socket'; readonly id: SocketId }
  | { readonly is: 'segment'; readonly id: SegmentId }
  | { readonly is: 'call'; readonly id: CallId }
  | { readonly is: 'thread'; readonly id: ThreadId }
  | InspectedByte;

/** One byte of a stream, wherever it is drawn; `host` is the side on which it was clicked. */
export interface InspectedByte {
  readonly is: 'byte';
  readonly flow: FlowId;
  readonly offset: number;
  readonly host: HostId;
}

export const useInspector = create<{ readonly selected: Inspected | null }>(() => ({ selected: null }));

/** The byte of this flow that is being followed; null if there is none. */
export function useFollowedByte(flow: FlowId | null): number | null {
  return useInspector(({ selected }) =>
    selected?.is === 'byte' && selected.flow === flow ? selected.offset : null,
  );
}
