import { usePlayhead, type Mode } from '../playback/playhead-store.ts';
import { openQuestion, useWalkthrough } from './walkthrough-store.ts';
import { useRoom, type RoomSession } from './room-store.ts';

/**
 * Whether this person may move the run now, or why not. `question`: the lesson has asked, and waits for a
 * prediction. `loading`: whether it asks is not known yet, and nobody is to run past a question. Every control
 * that moves the run asks here, and nowhere else.
 */
export type Permission =
  | 'allowed'
  | 'recording'
  | 'past'
  | 'closed'
  | 'viewer'
  | 'offline'
  | 'loading'
  | 'question';

interface Circumstances {
  readonly mode: Mode;
  /** The lab has ended. */
  readonly closed: boolean;
  readonly role: RoomSession['role'];
  readonly open: boolean;
  readonly pending: boolean;
  readonly asked: boolean;
}

export function permissionIn({ mode, closed, role, open, pending, asked }: Circumstances): Permission {
  if (mode !== 'live') return mode;
  if (closed) return 'closed';
  if (role === 'viewer') return 'viewer';
  if (!open || role !== 'controller') return 'offline';
  if (pending) return 'loading';
  return asked ? 'question' : 'allowed';
}

/** The wire is in this person's hand, also while they look at what they did before. */
export function useInHand(): boolean {
  const recorded = usePlayhead((playhead) => playhead.mode === 'recording');
  const watches = useRoom((session) => session.role === 'viewer');
  return !recorded && !watches;
}

export function permissionNow(): Permission {
  const { mode, state } = usePlayhead.getState();
  const { role, connection } = useRoom.getState();
  const run = useWalkthrough.getState();
  return permissionIn({
    mode,
    closed: state.closed !== null,
    role,
    open: connection.is === 'open',
    pending: run.pending,
    asked: openQuestion(run) !== null,
  });
}

export function usePermission(): Permission {
  const mode = usePlayhead((playhead) => playhead.mode);
  const closed = usePlayhead((playhead) => playhead.state.closed !== null);
  const role = useRoom((session) => session.role);
  const open = useRoom((session) => session.connection.is === 'open');
  const pending = useWalkthrough((run) => run.pending);
  const asked = useWalkthrough((run) => openQuestion(run) !== null);
  return permissionIn({ mode, closed, role, open, pending, asked });
}
