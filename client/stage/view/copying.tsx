import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { FlowState, LabState, ProgramState, SocketState } from '../../../shared/model/lab-state.ts';
import { certainlyCopied } from '../../../shared/model/buffers.ts';
import { CELLS_A_ROW } from '../model/cells.ts';
import { bytesText } from '../model/quantities.ts';
import styles from './program-facts.module.css';

const MANY_BYTES = 3 * CELLS_A_ROW;

/** Bytes that a send in progress has copied to its kernel at least, of all that it was given. */
export function Copying({ state, program }: { state: LabState; program: ProgramState }): ReactNode {
  const text = useMessages(stageMessages);
  const sending = Object.values(state.sockets).find(
    (socket) => socket.program === program.program && pendingOf(state, socket),
  );
  const flow = sending && pendingOf(state, sending);
  if (!flow?.pending) return null;
  const { from, to } = flow.pending;
  const copied = Math.max(0, certainlyCopied(flow) - from);
  const words = text.copiedSoFar(bytesText(copied), bytesText(to - from));
  return (
    <li className={styles['copying']} title={words} data-part="copying">
      <progress value={copied} max={to - from} aria-label={words} />
      <span aria-hidden="true">
        ≥ {bytesText(copied)} / {bytesText(to - from)}
      </span>
    </li>
  );
}

/** Only a send of more bytes than are drawn one by one. */
function pendingOf(state: LabState, { out }: SocketState): FlowState | null {
  const flow = state.flows[out ?? ''];
  const pending = flow?.pending ?? null;
  return flow !== undefined && pending !== null && pending.to - pending.from > MANY_BYTES ? flow : null;
}
