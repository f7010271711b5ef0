import { after } from '../after.ts';
import { fetchAgain } from '../fetch-code.ts';
import { isLost } from '../../shared/log/lost.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import type { ClassAct, Command, ProtocolError } from '../../shared/protocol/server-messages.ts';
import { forgetRoom, OwnRooms } from './own-rooms.ts';
import { player } from '../playback/playback.ts';
import { usePlayback } from '../playback/playback-store.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import type { Player } from '../playback/player.ts';
import { UNTOLD, useRoom } from './room-store.ts';
import { deviceSecret } from './device-secret.ts';
import { Intake } from './intake.ts';
import { type Channel, RoomConnection, type Listener, type Surroundings, type Wanted } from './connection.ts';
import {
  classInHash,
  classOfTab,
  experimentInHash,
  hashOfRoom,
  lessonAsked,
  roomInHash,
  roomToken,
  socketAddress,
} from './room-link.ts';
import { setLabClock } from './lab-clock.ts';
import { FREE_LAB } from '../../shared/lessons/free-lab.ts';

/** A first batch that arrives later than this after the welcome, ms, is shown as live, not as history. */
const HISTORY_WITHIN_MS = 1000;

const browser: Surroundings = {
  open: (): Channel => new WebSocket(socketAddress(location.href)) as Channel,
  now: () => Date.now(),
  random: () => Math.random(),
  after,
};

function wanted(): Wanted {
  const followed = classInHash(location.hash);
  const { code = '', token, was } = classOfTab.read() ?? {};
  if (followed !== null) {
    // The tab that presents a class leads it where it is; one that did watches it there.
    const secret = followed === code && (token || was);
    return {
      class: secret ? `${code}/${secret}` : followed,
      as: deviceSecret(),
      watches: (secret && !token) || undefined,
    };
  }
  if (!token) return wantedRoom();
  // The second presenter may follow again.
  return { ...wantedRoom(), as: deviceSecret(), presents: { code, token } };
}

function wantedRoom(): Wanted {
  const room = roomInHash(location.hash);
  return room === null
    ? { lesson: lessonWanted() ?? undefined, leaves: roomToken.last() }
    : { room, token: roomToken.read(room) ?? undefined };
}

function lessonWanted(): string | null {
  return experimentInHash(location.hash) === null ? lessonAsked() : FREE_LAB;
}

/** The room that this page is in: it keeps `useRoom`, and gives the room's events to the player. */
export class Room {
  readonly #around: Surroundings;
  readonly #player: Player;
  #connection: RoomConnection | null = null;
  /** Events up to this seq happened before the page looked: they are shown at once. Null: not known yet. */
  #historyUntil: number | null = null;
  #beganAt = 0;
  readonly #own = new OwnRooms();
  /** The secret of the room that was joined has been kept. */
  #isKept = false;
  readonly #intake: Intake;

  constructor(around: Surroundings, listeningPlayer: Player) {
    this.#around = around;
    this.#player = listeningPlayer;
    this.#intake = new Intake(
      { now: () => performance.now(), after: (ms, then) => around.after(ms, then) },
      (events, atOnce) => listeningPlayer.append(events, atOnce),
      () => usePlayback.getState().rushes,
    );
  }

  /** Takes a room over that a tab of this device controlled and has open no longer, so that this one controls it. */
  async takeOver(named: string): Promise<void> {
    const token = await this.#own.takeOver(named);
    if (token !== null) roomToken.keep(named, token);
  }

  /**
   * Joins the room of the page's link, or has one made. `start` may put off asking the server until it has
   * prepared something.
   */
  join(start: (ask: () => void) => void = (ask) => ask()): void {
    this.#stop();
    this.#isKept = false;
    this.#player.load('live', EMPTY_LAB_STATE);
    const joined = new RoomConnection(this.#around, this.#listener, wanted());
    this.#connection = joined;
    // If no server answers, the recording of this lesson is offered.
    const lesson = lessonWanted() ?? useRoom.getState().lesson;
    useRoom.setState({
      ...UNTOLD,
      lesson,
    });
    start(() => {
      if (this.#connection === joined) joined.start();
    });
  }

  /** Joins a new room, whatever the link said. A lesson that does not exist is not asked for again. */
  joinNew(): void {
    const url = new URL(location.href);
    url.hash = '';
    const { connection: was } = useRoom.getState();
    if (was.is === 'refused' && was.error.code === 'no-such-lesson') url.searchParams.delete('lesson');
    history.replaceState(null, '', url);
    this.join();
  }

  /** Tries at once, without waiting for the countdown. */
  retry(): void {
    this.#connection?.start();
  }

  /** Resolves with null when done, with the refusal otherwise. A person's commands come by way of `dispatch`. */
  send(command: Command): Promise<ProtocolError | null> {
    return this.#connection?.send(command) ?? Promise.resolve({ code: 'lab-unavailable' });
  }

  /** Acts in the page’s class. The class itself tells what became of it. Returns whether the act was sent. */
  act(act: ClassAct): boolean {
    return this.#connection?.act(act) === true;
  }

  /** The next hello differs in this. */
  want(more: Wanted): void {
    this.#connection?.want(more);
  }

  /** The name of the log that the page has. */
  get epoch(): string | null {
    return this.#connection?.epoch ?? null;
  }

  /** Returns who hears the connection while the page plays a recording, or null if it is not needed then. */
  meanwhile = (_usual: Listener): Listener | null => null;

  /** Is in the class that this tab presents, while the page plays a recording that its address names. */
  attend(): void {
    const { code, token } = classOfTab.read() ?? {};
    const hears = this.meanwhile(this.#listener);
    if (this.#connection !== null || !token || hears === null) return;
    this.#connection = new RoomConnection(this.#around, hears, { class: `${code}/${token}` });
    this.#connection.start();
  }

  /** A recording needs no server. The link keeps the room, so that `join` comes back to it. */
  leave(): void {
    const hears = this.meanwhile(this.#listener);
    if (hears === null) {
      this.#stop();
      this.#own.leave();
      useRoom.setState({ class: null });
    } else {
      this.#connection?.tell(hears);
      this.#intake.clear();
    }
    useRoom.setState({ connection: { is: 'offline' }, role: null });
  }

  readonly #listener: Listener = {
    connecting: () => {
      const { connection: was } = useRoom.getState();
      if (was.is !== 'lost') useRoom.setState({ connection: { is: 'connecting' } });
    },
    welcome: ({ room: id, lesson, role, may = [], token, network, othersAt = null }) => {
      // The server gives the parts of the page again, too.
      fetchAgain();
      // Somebody else leads the class in this room now.
      if (role === 'viewer' && roomToken.read(id) !== null) forgetRoom(id);
      // A connection that comes again does not bring back what was forgotten meanwhile.
      if (!this.#isKept) this.#keep(id, token);
      this.#isKept = true;
      if (useRoom.getState().room !== id) {
        // A class goes on in another room, whose lab may still be being made.
        this.#intake.clear();
        this.#player.load('live', EMPTY_LAB_STATE);
      }
      if (roomInHash(location.hash) !== id && classInHash(location.hash) === null)
        history.replaceState(null, '', location.pathname + location.search + hashOfRoom(id));
      this.#begin();
      useRoom.setState({
        connection: { is: 'open' },
        tries: 0,
        room: id,
        lesson,
        role,
        may,
        network,
        othersAt,
      });
    },
    restarted: (base, now) => {
      this.#begin();
      this.#intake.finish();
      this.#keepLostLog();
      this.#player.load('live', base ?? EMPTY_LAB_STATE);
      if (now !== undefined) setLabClock(now);
    },
    events: (events, head) => {
      // The first batch after a welcome says how long the log already is.
      this.#historyUntil ??= performance.now() - this.#beganAt < HISTORY_WITHIN_MS ? head : 0;
      const atOnce = (events.at(-1)?.seq ?? 0) <= this.#historyUntil;
      this.#intake.add(events, atOnce, document.hidden);
    },
    room: ({ type: _, closesInMs, ...told }) => {
      useRoom.setState({
        replaces: null,
        notKept: false,
        ...told,
        closesAt: closesInMs === undefined ? null : Date.now() + closesInMs,
      });
    },
    class: (told) => {
      const part = 'class' in told ? told.class.part : null;
      if (part === 'waiting') useRoom.setState({ ...told, connection: { is: 'waiting' }, role: 'viewer' });
      // Nothing is in a hand once the class has ended, and nobody says so any more ([CLASS5]).
      else useRoom.setState(part === 'over' ? { ...told, holders: [] } : told);
    },
    lost: (retryAt, tries) => {
      useRoom.setState({ connection: { is: 'lost', retryAt }, tries });
    },
    refused: (error) => {
      useRoom.setState({ connection: { is: 'refused', error } });
    },
  };

  #keep(room: string, token: string | undefined): void {
    // Whoever only watches leaves their own lab's place to another tab.
    if (token === undefined) return this.#own.leave();
    roomToken.keep(room, token);
    this.#own.remember(room, token);
  }

  /** A log whose beginning is no longer there could not be played again. */
  #keepLostLog(): void {
    const { headState, base, events } = usePlayhead.getState();
    if (isLost(headState.closed) && base === 0) useRoom.setState({ lostLog: events });
  }

  #stop(): void {
    this.#connection?.stop();
    this.#connection = null;
    this.#intake.clear();
  }

  #begin(): void {
    this.#historyUntil = null;
    this.#beganAt = performance.now();
  }
}

/** The page's one room. */
export const room = new Room(browser, player);
