import { create } from 'zustand';
import type { CallId, SegmentId, SocketId, ThreadId } from '../../shared/events.ts';

/** What the learner clicked to see its raw fields, or null. */
export type Inspected =
  | { readonly is: 'socket'; readonly id: SocketId }
  | { readonly is: 'segment'; readonly id: SegmentId }
  | { readonly is: 'call'; readonly id: CallId }
  | { readonly is: 'thread'; readonly id: ThreadId };

export const useInspector = create<{ readonly selected: Inspected | null }>(() => ({ selected: null }));
