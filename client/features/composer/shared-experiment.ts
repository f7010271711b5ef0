import { takeOver } from './begin.ts';
import { decodeComposition } from './link.ts';
import { runHere } from './run.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';

/**
 * The experiment of a link becomes the draft, and the lab once this page's new room has one. If it cannot
 * be run, the composer opens with it. If the link cannot be read, the page says so and asks for no room.
 */
export async function openShared(packed: string, askForRoom: () => void): Promise<void> {
  const read = await decodeComposition(packed);
  if (!read.ok) {
    useRoom.setState({ connection: { is: 'damaged', problem: read.problem }, room: null });
    return;
  }
  askForRoom();
  takeOver(read.composition);
  const refused = (await labIsThere()) ? await runHere(read.composition) : true;
  if (refused !== null) usePanels.setState({ sheet: 'compose' });
}

/** True once the room's first lab stands; false where there will be none. */
function labIsThere(): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { connection, network } = useRoom.getState();
      const never = connection.is === 'refused' || connection.is === 'offline' || network?.grade === 'replay';
      if (!never && !(connection.is === 'open' && usePlayhead.getState().headState.atRest)) return;
      for (const stop of stops) stop();
      resolve(!never);
    };
    const stops = [useRoom.subscribe(look), usePlayhead.subscribe(look)];
    look();
  });
}
