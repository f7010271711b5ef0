import type { LabInfo } from '../../../shared/model/lab-state.ts';
import type { Grade } from '../../../shared/log/events.ts';
import type { NetworkInfo } from '../../../shared/protocol/server-messages.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';

interface Network {
  readonly lab: LabInfo | null;
  /** This machine's network, where it is the one in use; null for a recording's. */
  readonly network: NetworkInfo | null;
  /** Undefined until it is known. */
  readonly grade: Grade | undefined;
}

/** A recording was made on some network: that is the one to tell of, unless this machine has none at all. */
export function useNetwork(): Network {
  const mode = usePlayhead((playhead) => playhead.mode);
  const lab = usePlayhead((playhead) => playhead.state.lab);
  const machine = useRoom((session) => session.network);
  const network = mode === 'recording' && machine?.grade !== 'replay' ? null : machine;
  return { lab, network, grade: network === null ? lab?.grade : network.grade };
}
