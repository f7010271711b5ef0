import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { FlowState } from '../../../shared/model/lab-state.ts';
import { CELLS_A_ROW, type Bar } from '../model/cells.ts';
import { bytesText } from '../model/quantities.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { charactersIn, glyphOf } from '../model/stream-text.ts';
import { useFollowedByte } from '../model/selection-store.ts';
import { ByteCell } from './byte-cell.tsx';
import styles from './cells.module.css';

interface Props {
  bars: readonly Bar[];
  flow: FlowState;
  host: HostId;
  anchor: string;
  rounded: boolean;
}

/** A narrower bar has no room for its count; its button's label tells it. */
const LABELLED_CELLS = 3;

const percent = (cells: number): string => `${(100 * cells) / CELLS_A_ROW}%`;

/** The same grid with many bytes a cell: coloured runs with their counts and first characters. */
export function BarGrid({ bars, flow, host, anchor, rounded }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const followed = useFollowedByte(flow.flow);
  const rows = Math.max(1, ...bars.map((bar) => bar.row + 1));
  return (
    <div className={styles['bars']} data-rows={Math.min(3, rows)} data-bytes="">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles['bar-row']}>
          {bars
            .filter((bar) => bar.row === row)
            .map((bar) => (
              <span
                key={bar.from}
                className={styles['bar']}
                data-anchor={`${anchor}:${bar.from}`}
                data-hue={bar.ordinal === null ? undefined : sendIdentity(bar.ordinal).hue}
                data-round={rounded || undefined}
                data-sent={bar.sent || undefined}
                data-pending={bar.pending || undefined}
                data-seam={bar.seam || undefined}
                style={{ left: percent(bar.start), width: percent(bar.width) }}
              >
                <ByteCell
                  flow={flow.flow}
                  offset={bar.from}
                  bytes={bar.to - bar.from}
                  host={host}
                  label={text.byteRun(bar.from, bar.to)}
                  followed={followed}
                  first={bar === bars[0]}
                />
                {bar.width >= LABELLED_CELLS && (
                  <span className={styles['bar-label']}>
                    {bar.begins && bar.ordinal !== null && (
                      <span className={styles['number']}>{sendIdentity(bar.ordinal).number}</span>
                    )}
                    <b>{bytesText(bar.to - bar.from)}</b> {opening(flow, bar)}
                  </span>
                )}
              </span>
            ))}
        </div>
      ))}
    </div>
  );
}

function opening(flow: FlowState, bar: Bar): string {
  const some = charactersIn(flow, { from: bar.from, to: Math.min(bar.to, bar.from + 12) });
  return some.length === 0 ? '' : `${some.map((character) => glyphOf(character.text)).join('')}…`;
}
