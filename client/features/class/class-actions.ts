import { actInClass } from '../../lab/class-door.ts';
import { admit } from '../../lab/commands.ts';
import { classOfTab } from '../../lab/room-link.ts';
import { room } from '../../lab/room.ts';
import { useRoom } from '../../lab/room-store.ts';
import { hashOfClass } from '../../lab/class-hash.ts';
import { useClassView } from './class-store.ts';

/** The room becomes the front of a class; of one that has begun already, the panel is opened. */
export async function beginClass(): Promise<void> {
  const isBegun = useRoom.getState().class?.part === 'presenter';
  if (!isBegun && (await admit('room')) !== null) return;
  useClassView.setState({ panel: true });
  if (!isBegun) actInClass({ is: 'begin' });
}

/** Followers see what the presenter has shown and no more, or everything. */
export function keepPace(isLimited: boolean): void {
  actInClass({ is: 'pace', isLimited });
}

export function endClass(): void {
  useClassView.setState({ panel: false });
  actInClass({ is: 'end' });
}

/** The follower stays where they are. A connection that comes again leads back to the same room. */
export function lookAround(): void {
  if (useClassView.getState().looksAround) return;
  useClassView.setState({ looksAround: true });
  room.act({ is: 'look-around' });
  room.want({ room: useRoom.getState().room ?? undefined });
}

/** Goes back to where the class is: from the past, a recording, or a lab of one's own. */
export function backToClass(): void {
  useClassView.setState({ looksAround: false });
  const { class: told, connection } = useRoom.getState();
  // In a recording the page is in its class and in no room.
  if (
    (told?.part === 'follower' || told?.part === 'replaced') &&
    (connection.is === 'open' || connection.is === 'offline')
  ) {
    room.want({ room: undefined });
    room.act({ is: 'follow' });
    return;
  }
  const code = told?.code ?? classOfTab.read()?.code;
  if (code !== undefined) enter(code);
}

/** This tab presents again the class that another one has taken over, in the room in which that class is. */
export function presentHere(): void {
  const { code, was } = classOfTab.read() ?? {};
  if (code === undefined) return;
  useClassView.setState({ looksAround: false });
  classOfTab.keep(code, was);
  enter(code);
}

function enter(code: string): void {
  const hash = hashOfClass(code);
  if (location.hash === hash) room.join();
  else location.hash = hash;
}
