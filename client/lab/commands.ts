import { type Catalogue, messagesNow } from '../i18n/catalogue.ts';
import { useSettings } from '../settings/settings-store.ts';
import { labMessages } from './messages.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { Command, ErrorCode } from '../../shared/protocol/server-messages.ts';
import { player } from '../playback/playback.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { say, unsay } from '../ui/panels-store.ts';
import { callForAnswer } from './card-state.ts';
import { type Permission, permissionNow, type Subject, subjectOf, whenLoaded } from './permission.ts';
import { notePress } from './last-press.ts';
import { room } from './room.ts';
import { fetchRefusals } from './refusals/index.ts';
import type { RefusalMessages } from './refusals/messages.ts';

/** Why a command was not carried out: the page does not permit it, nothing is there for it, or the server says no. */
export type Refusal = Exclude<Permission, 'allowed'> | 'nothing-held' | ErrorCode;

/**
 * A command; several that are one action, permitted or not as a whole; or what makes a command from the newest
 * state, null where nothing is held on the wire that it could act on.
 */
type Ask = Command | readonly Command[] | ((newest: LabState) => Command | null);

/** The place where a refusal is shown. `in-place`: the caller shows the one it is given. */
type Place = 'toast' | 'in-place';

/** A kept press is answered in words if it has to wait longer than this, ms. */
const LOADING_NOTICED_MS = 300;

/** The codes of a refusal because the lab no longer holds the segment. */
const GONE: readonly ErrorCode[] = ['no-such-chip', 'chip-not-held'];

/**
 * The one way by which a person operates the lab. No press is without an answer: it is carried out, kept until
 * the lesson is loaded, or refused in words.
 */
class CommandDoor {
  /** The words of the server's refusals. The first picture needs none of them. */
  #words: Catalogue<RefusalMessages> | null = null;
  /** The segment that was taken off the wire last, and how. */
  #taken: Extract<Command, { type: 'deliver' | 'drop' }> | null = null;
  /** A press waits until the lesson is loaded. A second one is told so. */
  #keepsPress = false;
  /** The action under way that makes a lab. */
  #making: { readonly asked: string; readonly answer: Promise<Refusal | null> } | null = null;

  async readWords(): Promise<void> {
    this.#words ??= await fetchRefusals();
    await this.#words.read(useSettings.getState().language);
  }

  textOf(refusal: Refusal): string {
    const { language } = useSettings.getState();
    const texts: Readonly<Partial<Record<Refusal, string>>> = {
      ...this.#words?.in(language),
      ...messagesNow(labMessages).keys.whyNot,
    };
    return texts[refusal] ?? refusal;
  }

  /** Says in a class in whose hand something is; null where nobody knows. */
  whose: ((subject: Subject) => string | null) | null = null;

  barredText(permission: Exclude<Permission, 'allowed'>, subject: Subject): string {
    const isOthers = permission === 'viewer' || permission === 'in-other-hands';
    return (isOthers ? this.whose?.(subject) : null) ?? this.textOf(permission);
  }

  /** Null when it may go on. A press that comes while the lesson is being loaded is kept until it is. */
  async admit(subject: Subject, place: Place): Promise<Refusal | null> {
    if (permissionNow(subject) === 'loading' && !this.#keepsPress) {
      this.#keepsPress = true;
      const telling = setTimeout(() => say(this.textOf('loading')), LOADING_NOTICED_MS);
      while (permissionNow(subject) === 'loading') await whenLoaded(subject);
      clearTimeout(telling);
      this.#keepsPress = false;
    }
    const permission = permissionNow(subject);
    if (permission === 'allowed') return null;
    if (permission !== 'question') await this.readWords();
    // The question is answered on its card, so the press calls for the card.
    if (permission === 'question') callForAnswer();
    else if (place === 'toast') say(this.barredText(permission, subject));
    if (permission === 'past') takeBackWhenLive(this.textOf(permission));
    return permission;
  }

  /** A room makes one lab at a time: another action that makes one waits, and a repeated one is done once. */
  dispatch(ask: Ask, place: Place): Promise<Refusal | null> {
    const known = typeof ask === 'function' ? [] : 'type' in ask ? [ask] : ask;
    if (!known.some(({ type }) => type === 'new-lab')) return this.#carryOut(ask, known, place);
    const asked = JSON.stringify(known);
    const before = this.#making;
    if (before?.asked === asked) return before.answer;
    const answer =
      before === null
        ? this.#carryOut(ask, known, place)
        : before.answer.then(() => this.#carryOut(ask, known, place));
    const making = { asked, answer };
    this.#making = making;
    void answer.finally(() => {
      if (this.#making === making) this.#making = null;
    });
    return answer;
  }

  async #carryOut(ask: Ask, known: readonly Command[], place: Place): Promise<Refusal | null> {
    if (known.some(beginsAnew) && usePlayhead.getState().mode === 'past') player.toEnd();
    const now = (): Command | null =>
      typeof ask === 'function' ? ask(usePlayhead.getState().headState) : null;
    const likely = now() ?? known;
    const subjects = [likely].flat().map(subjectOf);
    let barred: Refusal | null = null;
    for (const subject of subjects.length === 0 ? ['run' as const] : new Set(subjects))
      barred ??= await this.admit(subject, place);
    if (barred !== null) return barred;
    // The command acts on the newest state, so that state is shown first.
    player.catchUp();
    const made = now();
    const commands = made === null ? known : [made];
    let refusal: Refusal | null = commands.length === 0 ? 'nothing-held' : null;
    if (refusal === null) notePress();
    for (const command of commands) refusal ??= await this.#send(command);
    if (refusal !== null) await this.readWords();
    if (refusal !== null && place === 'toast') say(this.textOf(refusal), refusal !== 'nothing-held');
    return refusal;
  }

  /** A repeated deliver or drop of the same segment is a no-op. */
  async #send(command: Command): Promise<ErrorCode | null> {
    const refusal = (await room.send(command))?.code ?? null;
    if (command.type !== 'deliver' && command.type !== 'drop') return refusal;
    if (refusal === null) this.#taken = command;
    // Answers come in the order of the commands: that the first one was done is known by now.
    else if (
      GONE.includes(refusal) &&
      this.#taken?.type === command.type &&
      this.#taken.chip === command.chip
    )
      return null;
    return refusal;
  }
}

/** Removes what was said of the past from a page that is live again. */
function takeBackWhenLive(text: string): void {
  const end = usePlayhead.subscribe(({ mode }) => {
    if (mode === 'past') return;
    unsay(text);
    end();
  });
}

/** A new run may be begun while an earlier moment is shown. */
function beginsAnew({ type }: Command): boolean {
  return type === 'new-lab' || type === 'run-again';
}

const door = new CommandDoor();

/** Carries out a command. Null when it is done; the refusal, which has been shown unless it is to be in place. */
export function dispatch(ask: Ask, place: Place = 'toast'): Promise<Refusal | null> {
  return door.dispatch(ask, place);
}

/** Asks once for an action of several commands, or for one that is only known when the lesson is loaded. */
export function admit(subject: Subject, place: Place = 'toast'): Promise<Refusal | null> {
  return door.admit(subject, place);
}

/** Fetches the words for refusals of the server. */
export function readRefusals(): Promise<void> {
  return door.readWords();
}

/** Returns the words for a refusal that `dispatch` or `admit` has returned. */
export function refusalText(refusal: Refusal): string {
  return door.textOf(refusal);
}

/** From now on a press for what is in another's hand is answered in these words; null: in the usual ones. */
export function sayWhose(words: ((subject: Subject) => string | null) | null): void {
  door.whose = words;
}
