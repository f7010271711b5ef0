import type { HostId, LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';

/** Where on the stage an event happens. */
export type Panel = HostId | 'wire';

/** Null for what happens nowhere in particular, or only accompanies something else. */
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
      return hostOf(state, event.program);
    default:
      return null;
  }
}

function hostOf(state: LabState, program: string | undefined): HostId | null {
  return program === undefined ? null : (state.programs[program]?.host ?? null);
}
