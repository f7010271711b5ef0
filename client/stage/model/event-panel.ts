import type { HostId, LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';

/** The part of the stage in which an event happens. */
export type Panel = HostId | 'wire';

/** Null if the event happens in no single part, or only accompanies another event. */
export function panelOf(event: LabEvent, state: LabState): Panel | null {
  switch (event.type) {
    case 'segment-sent':
    case 'segment-dropped':
    case 'segments-passed':
    case 'wire-set':
      return 'wire';
    case 'segment-delivered':
      return null;
    case 'thread-step':
    case 'call-entered':
    case 'thread-ended':
      return hostOf(state, state.threads[event.thread]?.program);
    case 'output':
    case 'variable-set':
    case 'variable-deleted':
      return hostOf(state, event.program);
    // A run begins where its programs stand, and not on the wire, which was set before them.
    case 'program-loaded':
      return event.host;
    // These happen on no single panel, or accompany an event that does.
    case 'lab-opened':
    case 'lab-closed':
    case 'notice':
    case 'program-edited':
    case 'program-ended':
    case 'program-removed':
    case 'thread-started':
    case 'frame-entered':
    case 'frame-left':
    case 'thread-joins':
    case 'exception-caught':
    case 'thread-at':
    case 'call-blocked':
    case 'call-returned':
    case 'socket-observed':
    case 'socket-gone':
    case 'at-rest':
    case 'segment-duplicated':
    case 'segment-timed':
    case 'nic-overflow':
    case 'listen-overflow':
    case 'positions-counted':
      return null;
    default:
      return event satisfies never;
  }
}

function hostOf(state: LabState, program: string | undefined): HostId | null {
  return program === undefined ? null : (state.programs[program]?.host ?? null);
}
