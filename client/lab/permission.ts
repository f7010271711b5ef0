import type { Command } from '../../shared/protocol/server-messages.ts';
import { type Mode, usePlayhead } from '../playback/playhead-store.ts';
import { openQuestion, useWalkthrough } from './walkthrough-store.ts';
import { type ConnectionStatus, type RoomSession, useRoom } from './room-store.ts';

/**
 * Whether a person may operate the lab now, or why not. `question`: the lesson has asked, and waits for a
 * prediction. `loading`: the lab is not there yet, or it is not known whether its lesson asks, and nobody is to run
 * past a question. Every control that operates the lab asks here, and nowhere else.
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

/** A command acts on the present run, or on the room, for which neither the run's end nor a question matters. */
export type Subject = 'run' | 'room';

export function subjectOf({ type }: Command): Subject {
  return type === 'new-lab' || type === 'stay' ? 'room' : 'run';
}

interface Circumstances {
  readonly mode: Mode;
  /** The lab has ended. */
  readonly closed: boolean;
  readonly role: RoomSession['role'];
  readonly connection: ConnectionStatus['is'];
  readonly pending: boolean;
  readonly asked: boolean;
}

export function permissionIn(
  { mode, closed, role, connection, pending, asked }: Circumstances,
  subject: Subject = 'run',
): Permission {
  if (mode === 'recording') return mode;
  if (subject === 'run' && mode === 'past') return mode;
  if (subject === 'run' && closed) return 'closed';
  // The first connection is part of loading the page; one that was lost is not waited for.
  if (connection === 'connecting') return 'loading';
  if (role === 'viewer' && connection !== 'waiting') return 'viewer';
  if (connection !== 'open' || role !== 'controller') return 'offline';
  if (subject === 'run' && pending) return 'loading';
  return subject === 'run' && asked ? 'question' : 'allowed';
}

/** True if this person operates the wire, also while they look at an earlier moment. */
export function useInHand(): boolean {
  const recorded = usePlayhead((playhead) => playhead.mode === 'recording');
  const watches = useRoom((session) => session.role === 'viewer');
  return !recorded && !watches;
}

export function permissionNow(subject: Subject = 'run'): Permission {
  const { mode, headState } = usePlayhead.getState();
  const { role, connection } = useRoom.getState();
  const run = useWalkthrough.getState();
  return permissionIn(
    {
      mode,
      closed: headState.closed !== null,
      role,
      connection: connection.is,
      pending: run.pending,
      asked: openQuestion(run) !== null,
    },
    subject,
  );
}

export function usePermission(subject: Subject = 'run'): Permission {
  const mode = usePlayhead((playhead) => playhead.mode);
  const closed = usePlayhead((playhead) => playhead.headState.closed !== null);
  const role = useRoom((session) => session.role);
  const connection = useRoom((session) => session.connection.is);
  const pending = useWalkthrough((run) => run.pending);
  const asked = useWalkthrough((run) => openQuestion(run) !== null);
  return permissionIn({ mode, closed, role, connection, pending, asked }, subject);
}

/** Resolves once the page has a lab and knows whether its lesson asks something, or knows that it has none. */
export function whenLoaded(subject: Subject): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (permissionNow(subject) === 'loading') return;
      for (const stop of stops) stop();
      resolve();
    };
    const stops = [usePlayhead, useRoom, useWalkthrough].map((store) => store.subscribe(look));
    look();
  });
}
