import type { Command } from '../../shared/protocol/server-messages.ts';
import type { Part } from '../../shared/protocol/parts.ts';
import { type Mode, usePlayhead } from '../playback/playhead-store.ts';
import { openQuestion, useWalkthrough } from './walkthrough-store.ts';
import { type ConnectionStatus, type RoomSession, standingOf, useRoom } from './room-store.ts';

/**
 * Whether a person may operate the lab now, or why not. `question`: the lesson has asked, and waits for a
 * prediction. `loading`: the lab is not there yet, or it is not known whether its lesson asks, and nobody is to run
 * past a question. `waiting`: there is no place yet. `in-other-hands`: this person has other parts of the room. Every control that operates the lab asks here, and nowhere else.
 */
export type Permission =
  | 'allowed'
  | 'recording'
  | 'past'
  | 'closed'
  | 'viewer'
  | 'in-other-hands'
  | 'offline'
  | 'waiting'
  | 'loading'
  | 'question';

/**
 * A command acts on a part of the present run, or on the room, for which neither the run's end nor a question matters.
 * `run`: it is not known yet on which part.
 */
export type Subject = 'run' | 'room' | Part;

const ON_WIRE: readonly Command['type'][] = ['deliver', 'drop', 'duplicate', 'delay', 'wire'];

export function subjectOf(command: Command): Subject {
  const { type } = command;
  if (type === 'new-lab' || type === 'stay') return 'room';
  if (ON_WIRE.includes(type)) return 'wire';
  return 'program' in command && type !== 'remove-client' ? subjectOfProgram(command.program) : 'all';
}

export function subjectOfProgram(program: string | null): Subject {
  return program === 'server' ? program : 'client';
}

interface Circumstances {
  readonly mode: Mode;
  /** The lab has ended. */
  readonly closed: boolean;
  readonly role: RoomSession['role'];
  readonly may: RoomSession['may'];
  readonly connection: ConnectionStatus['is'];
  readonly pending: boolean;
  readonly asked: boolean;
}

export function permissionIn(
  { mode, closed, role, may, connection, pending, asked }: Circumstances,
  subject: Subject = 'run',
): Permission {
  const onRun = subject !== 'room';
  if (mode === 'recording') return mode;
  if (onRun && mode === 'past') return mode;
  if (onRun && closed) return 'closed';
  // The first connection is part of loading the page; one that was lost is not waited for.
  if (connection === 'connecting') return 'loading';
  if (connection === 'waiting') return connection;
  if (!operates({ role, may }, subject)) return may.length === 0 ? 'viewer' : 'in-other-hands';
  if (connection !== 'open' || role === null) return 'offline';
  if (onRun && pending) return 'loading';
  return onRun && asked ? 'question' : 'allowed';
}

export function operates({ role, may }: Pick<RoomSession, 'role' | 'may'>, subject: Subject): boolean {
  if (role !== 'viewer' || may.includes('all')) return true;
  return subject === 'run' ? may.length > 0 : (may as readonly Subject[]).includes(subject);
}

export function permissionNow(subject: Subject = 'run'): Permission {
  const { mode, headState } = usePlayhead.getState();
  const { role, may, connection } = useRoom.getState();
  const run = useWalkthrough.getState();
  return permissionIn(
    {
      mode,
      closed: headState.closed !== null,
      role,
      may,
      connection: standingOf(connection),
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
  const may = useRoom((session) => session.may);
  const connection = useRoom((session) => standingOf(session.connection));
  const pending = useWalkthrough((run) => run.pending);
  const asked = useWalkthrough((run) => openQuestion(run) !== null);
  return permissionIn({ mode, closed, role, may, connection, pending, asked }, subject);
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
