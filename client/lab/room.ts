import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import type { Command, ProtocolError } from '../../shared/protocol/server-messages.ts';
import { player } from '../playback/playback.ts';
import { useRoom } from './room-store.ts';
import { type Channel, RoomConnection, type Listener, type Wanted } from './connection.ts';
import {
  experimentInHash,
  hashOfRoom,
  lessonAsked,
  roomInHash,
  roomToken,
  socketAddress,
} from './room-link.ts';
import { FREE_LAB } from '../../shared/lessons/free-lab.ts';

let connection: RoomConnection | null = null;
/** Events up to this seq happened before the page looked: they are shown at once. */
let historyUntil: number | null = null;
/** A first batch that comes later than this after the welcome is news, not history. */
const HISTORY_WITHIN_MS = 1000;
let beganAt = 0;
/** Batches that came within one frame are taken in together: each costs the page a drawing. */
let batches: { readonly events: readonly LabEvent[]; readonly atOnce: boolean }[] = [];
let takenAt = -Infinity;
const FRAME_MS = 16;

function take(): void {
  const taken = batches;
  batches = [];
  takenAt = performance.now();
  if (taken.length > 0)
    player.append(
      taken.flatMap(({ events }) => events),
      taken.every(({ atOnce }) => atOnce),
    );
}

function begin(): void {
  historyUntil = null;
  beganAt = performance.now();
}

const around = {
  open: (): Channel => new WebSocket(socketAddress(location.href)) as Channel,
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms: number, then: () => void) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

const listener: Listener = {
  connecting() {
    const { connection: was } = useRoom.getState();
    if (was.is !== 'lost') useRoom.setState({ connection: { is: 'connecting' } });
  },
  welcome({ room, lesson, role, token, network }) {
    if (token !== undefined) roomToken.keep(room, token);
    if (roomInHash(location.hash) !== room)
      history.replaceState(null, '', location.pathname + location.search + hashOfRoom(room));
    begin();
    useRoom.setState({ connection: { is: 'open' }, tries: 0, room, lesson, role, network });
  },
  restarted(base) {
    begin();
    batches = [];
    player.load('live', base ?? EMPTY_LAB_STATE);
  },
  events(events, head) {
    // The first batch after a welcome says how long the log already is.
    historyUntil ??= performance.now() - beganAt < HISTORY_WITHIN_MS ? head : 0;
    const atOnce = document.hidden || (events.at(-1)?.seq ?? 0) <= historyUntil;
    batches.push({ events, atOnce });
    if (document.hidden || performance.now() - takenAt >= FRAME_MS) take();
    else if (batches.length === 1) setTimeout(take, FRAME_MS);
  },
  room({ viewers, labHost, closesInMs }) {
    const closesAt = closesInMs === undefined ? null : Date.now() + closesInMs;
    useRoom.setState({ viewers, labHost, closesAt });
  },
  lost(retryAt, tries) {
    useRoom.setState({ connection: { is: 'lost', retryAt }, tries });
  },
  refused(error) {
    useRoom.setState({ connection: { is: 'refused', error } });
  },
};

function send(command: Command): Promise<ProtocolError | null> {
  if (connection === null) return Promise.resolve({ code: 'lab-unavailable' });
  // What is done next is done to the newest state, so that one is shown first.
  player.catchUp();
  return connection.send(command);
}

function wanted(): Wanted {
  const room = roomInHash(location.hash);
  if (experimentInHash(location.hash) !== null) return { lesson: FREE_LAB };
  const lesson = lessonAsked();
  if (room === null) return lesson === null ? {} : { lesson };
  const token = roomToken.read(room);
  return { room, ...(token === null ? {} : { token }) };
}

/** Joins the room of the page's link, or has one made. */
export function joinRoom(): void {
  connection?.stop();
  player.load('live', EMPTY_LAB_STATE);
  const joined = new RoomConnection(around, listener, wanted());
  connection = joined;
  // Should nobody answer, the recording of this lesson is what is offered.
  const shared = experimentInHash(location.hash);
  const lesson = shared === null ? (lessonAsked() ?? useRoom.getState().lesson) : FREE_LAB;
  useRoom.setState({ send, connection: { is: 'connecting' }, tries: 0, role: null, lesson });
  if (shared === null) joined.start();
  else
    void import('../features/composer/shared-experiment.ts').then(({ openShared }) =>
      openShared(shared, () => {
        if (connection === joined) joined.start();
      }),
    );
}

/** A room of one's own, whatever the link said; a lesson that does not exist is not asked for again. */
export function joinNewRoom(): void {
  const url = new URL(location.href);
  url.hash = '';
  const { connection: was } = useRoom.getState();
  if (was.is === 'refused' && was.error.code === 'no-such-lesson') url.searchParams.delete('lesson');
  history.replaceState(null, '', url);
  joinRoom();
}

/** Does not wait for the countdown. */
export function retryNow(): void {
  connection?.start();
}

/** A recording needs no server. The link keeps the room, so that `joinRoom` comes back to it. */
export function leaveRoom(): void {
  connection?.stop();
  connection = null;
  useRoom.setState({ connection: { is: 'offline' }, role: null });
}

export function watchHash(): () => void {
  const changed = (): void => {
    const room = roomInHash(location.hash);
    const another = room !== null && room !== useRoom.getState().room;
    if (another || experimentInHash(location.hash) !== null) joinRoom();
  };
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
