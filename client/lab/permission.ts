import { usePlayhead, type Mode } from '../playback/playhead-store.ts';
import { openQuestion, useScriptRun } from './walkthrough-store.ts';
import { useSession, type Session } from './room-store.ts';

/**
 * Whether this person may move the run now, or why not. `question`: the lesson has asked, and waits for a
 * prediction. `loading`: whether it asks is not known yet, and nobody is to run past a question. Every control
 * that moves the run asks here, and nowhere else.
 */
export type Standing =
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
  readonly role: Session['role'];
  readonly open: boolean;
  readonly pending: boolean;
  readonly asked: boolean;
}

export function standingIn({ mode, closed, role, open, pending, asked }: Circumstances): Standing {
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
  const watches = useSession((session) => session.role === 'viewer');
  return !recorded && !watches;
}

export function standingNow(): Standing {
  const { mode, state } = usePlayhead.getState();
  const { role, connection } = useSession.getState();
  const run = useScriptRun.getState();
  return standingIn({
    mode,
    closed: state.closed !== null,
    role,
    open: connection.is === 'open',
    pending: run.pending,
    asked: openQuestion(run) !== null,
  });
}

export function useStanding(): Standing {
  const mode = usePlayhead((playhead) => playhead.mode);
  const closed = usePlayhead((playhead) => playhead.state.closed !== null);
  const role = useSession((session) => session.role);
  const open = useSession((session) => session.connection.is === 'open');
  const pending = useScriptRun((run) => run.pending);
  const asked = useScriptRun((run) => openQuestion(run) !== null);
  return standingIn({ mode, closed, role, open, pending, asked });
}
