import { useInspector } from '../../stage/model/selection-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';

/** If nothing is selected, the inspector shows the socket of the present connection. */
export function toggleInspector(): void {
  const { inspector } = usePanels.getState();
  if (!inspector && useInspector.getState().selected === null) {
    const sockets = Object.values(usePlayhead.getState().state.sockets).filter((socket) => !socket.gone);
    const socket = sockets.findLast((s) => s.host === 'client') ?? sockets.at(-1);
    if (socket) useInspector.setState({ selected: { is: 'socket', id: socket.socket } });
  }
  usePanels.setState({ inspector: !inspector });
}
