import { create } from 'zustand';
import type { LabEvent } from '../../shared/log/events.ts';
import type { CompositionProblem } from '../../shared/programs/composition.ts';
import type { PresentersView } from '../../shared/protocol/class-schema.ts';
import type { Mine, PastQuestion, Question } from '../../shared/protocol/vote-schema.ts';
import type { NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { HandQueue, Holder, OwnHand, Person } from '../../shared/protocol/hand-schema.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { LabHostStatus } from '../../shared/schema.ts';
import type { ClassTold } from './connection.ts';
import type { OwnClassOn } from './own-classes.ts';

export type ConnectionStatus =
  | { readonly is: 'connecting' }
  | { readonly is: 'open' }
  /** The class that this page follows has no place for it yet. It comes in by itself. */
  | { readonly is: 'waiting' }
  | { readonly is: 'lost'; readonly retryAt: number }
  | { readonly is: 'refused'; readonly error: ProtocolError }
  /** The link's experiment cannot be read: nothing was asked of a server. */
  | { readonly is: 'damaged'; readonly problem: CompositionProblem }
  /** No server: a recording is played from a file or from the page's own static files. */
  | { readonly is: 'offline' };

/** A page whose room is full comes in by itself, as one whose class has no place. */
export function standingOf(connection: ConnectionStatus): ConnectionStatus['is'] {
  return connection.is === 'refused' && connection.error.code === 'too-many-viewers'
    ? 'waiting'
    : connection.is;
}

export interface RoomSession extends PresentersView {
  readonly connection: ConnectionStatus;
  /** Attempts since the connection last stood. */
  readonly tries: number;
  readonly room: string | null;
  /** The id of the room's lesson; empty while it is not known. */
  readonly lesson: string;
  readonly role: 'controller' | 'viewer' | null;
  /** The parts of the room that are in a viewer's hand. */
  readonly may: Parts;
  readonly network: NetworkInfo | null;
  /** The page's address for other machines; null while it is not known or there is none. */
  readonly othersAt: string | null;
  readonly viewers: number;
  readonly labHost: LabHostStatus;
  /** When the lab will be closed because nobody has operated it; null while it will not. */
  readonly closesAt: number | null;
  /** The code with which the lab before this one closed, if this one took its place by itself. */
  readonly replaces: string | null;
  /** The room is not on the server's disk, and would be lost with the server. */
  readonly notKept: boolean;
  /** The whole log of the last lab on this page that was lost. */
  readonly lostLog: readonly LabEvent[] | null;
  /** The device's secret, where the device keeps none. */
  readonly secret: string | null;
  /** The class that this page is in. */
  readonly class: ClassTold | null;
  /** A class that this device presented, that is on, and that nobody presents at this moment. */
  readonly ownClass: OwnClassOn | null;
  /** The question to the class, what this page has answered to it, and all questions so far, which the presenter asked for. */
  readonly question: Question | null;
  /** The question's next turn, for the primary button, where it comes next; that they watch, for a follower in the past. */
  readonly turn?:
    | { readonly label: string; readonly whyNot: string | null; readonly act: () => void }
    | undefined;
  readonly mine: Mine | null;
  readonly results: readonly PastQuestion[] | null;
  /** In whose hand the parts of the room are, this page's own hand, who has raised one, and who is here. */
  readonly holders: readonly Holder[];
  readonly ownHand: OwnHand | null;
  readonly queue: HandQueue | null;
  readonly roster: readonly Person[] | null;
}

/** The log on this page ends at the last moment that the class was shown. */
export function endsAtShown({
  class: told,
  role,
  may,
}: Pick<RoomSession, 'class' | 'role' | 'may'>): boolean {
  return told?.isPaced === true && role === 'viewer' && may.length === 0;
}

/** A page that joins a room has been told nothing yet. */
export const UNTOLD = {
  connection: { is: 'connecting' },
  tries: 0,
  role: null,
  class: null,
  presenterAt: null,
  presenterShows: null,
  pointedAt: null,
  question: null,
  mine: null,
  holders: [],
  ownHand: null,
  queue: null,
} as const;

export const useRoom = create<RoomSession>(() => ({
  ...UNTOLD,
  room: null,
  lesson: '',
  may: [],
  network: null,
  othersAt: null,
  viewers: 0,
  labHost: 'up',
  closesAt: null,
  replaces: null,
  notKept: false,
  lostLog: null,
  secret: null,
  ownClass: null,
  results: null,
  roster: null,
}));
