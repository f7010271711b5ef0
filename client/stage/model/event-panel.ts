import type { HostId, LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';

/** The part of the stage in which an event happens. */
export type Panel = HostId | 'wire';

/** These happen on no single panel, or accompany an event that does. A new kind of event does not compile until this is decided. */
type OnNoPanel =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'call-blocked'
  | 'call-returned'
  | 'socket-observed'
  | 'socket-gone'
  | 'at-rest'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

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
    default:
      event.type satisfies OnNoPanel;
      return null;
  }
}

function hostOf(state: LabState, program: string | undefined): HostId | null {
  return program === undefined ? null : (state.programs[program]?.host ?? null);
}
