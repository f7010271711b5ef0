import type { ClassPlayhead } from '../../../shared/protocol/class-schema.ts';
import { type After, Throttle } from '../../../shared/throttle.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { shippedNow } from './shipped.ts';

/** A presenter who scrubs quickly tells where they are at most this often, ms. */
const TOLD_EVERY_MS = 50;

interface StandOptions {
  readonly after: After;
  readonly epoch: () => string | null;
  readonly tell: (at: ClassPlayhead) => void;
  /** The presenter looks at what the class has not got. */
  readonly goAside: () => void;
}

/** Tells the class where its presenter’s playhead is, whenever that changes. Returns the way to stop. */
export function tellWhereOneStands({ after, epoch, tell, goAside }: StandOptions): () => void {
  let told: string | null = null;
  const tellNow = (): void => {
    const at = standing(epoch());
    const now = JSON.stringify(at) ?? 'aside';
    if (now === told) return;
    told = now;
    if (at !== undefined) tell(at);
    else if (usePlayhead.getState().mode === 'recording') goAside();
  };
  // The player sets the cursor and then the mode: only when both are set is it known where the presenter stands.
  const tells = new Throttle(TOLD_EVERY_MS, after, () => queueMicrotask(tellNow));
  tells.ask();
  const stop = usePlayhead.subscribe((now, then) => {
    if (
      now.mode !== then.mode ||
      (now.mode !== 'live' && (now.cursor !== then.cursor || now.index !== then.index))
    )
      tells.ask();
  });
  return () => {
    stop();
    tells.end();
  };
}

/** Undefined in a recording from a file, which the class has not got. */
function standing(epoch: string | null): ClassPlayhead | undefined {
  const { mode, cursor } = usePlayhead.getState();
  if (mode === 'live') return null;
  if (mode === 'past') return epoch === null ? undefined : { epoch, seq: cursor };
  const recording = shippedNow();
  return recording === null ? undefined : { recording, seq: cursor };
}
