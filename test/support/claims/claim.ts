import type { EventOf, HostId, LabEvent, LabEventType, ProgramId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { Party } from '../../../client/stage/model/event-facts.ts';
import type { LoggedSegment, WholeLog } from './whole-log.ts';

/** True or false, or null where this log cannot show it: it ends too early, or nobody looked. */
export type Verdict = boolean | null;

/** A sentence was told at this event. */
export interface Told {
  readonly event: LabEvent;
  readonly log: WholeLog;
  readonly before: LabState;
  readonly after: LabState;
}

type Claim<Values extends readonly unknown[]> = (told: Told, ...values: Values) => Verdict;

/** A claim for each sentence of a catalogue, so that a new sentence does not compile without one. */
export type ClaimsOf<Words> = Words extends (...values: infer Values) => string
  ? Claim<Values>
  : Words extends string
    ? Claim<[]>
    : { readonly [Key in keyof Words]: ClaimsOf<Words[Key]> };

/** Every one must hold. One that is false makes the whole false, and one that is not known leaves it open. */
export function all(...verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

/** The event, which must be of this type for the sentence to be told of it at all. */
export function as<T extends LabEventType>({ event }: Told, type: T): EventOf<T> {
  if (event.type !== type) throw new Error(`a sentence for ${type} was told at ${event.type}`);
  return event as EventOf<T>;
}

/** The subject is this program. */
export function isProgram({ log }: Told, who: Party, program: ProgramId | null): boolean {
  if (program === null || log.hosts.get(program) !== who.host) return false;
  return who.client === null || program === (who.client === 1 ? 'client' : `client${who.client}`);
}

export function isHost(who: Party, host: HostId): boolean {
  return who.host === host && who.client === null;
}

/** The subject is the program at the end of a connection that has this port, or its host. */
export function isEnd(told: Told, who: Party, host: HostId, port: number): Verdict {
  if (who.host !== host) return false;
  if (who.client === null) return true;
  const socket = Object.values(told.after.sockets).findLast(
    (one) => one.host === host && one.local?.port === port,
  );
  const program = told.log.programOfSocket(socket?.socket ?? '', told.event.seq);
  return program === null ? null : isProgram(told, who, program);
}

export function isSender(told: Told, who: Party, { from, headers }: LoggedSegment): Verdict {
  return isEnd(told, who, from, headers.source.port);
}

export function isReceiver(told: Told, who: Party, { from, headers }: LoggedSegment): Verdict {
  return isEnd(told, who, from === 'client' ? 'server' : 'client', headers.destination.port);
}
