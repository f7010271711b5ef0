import type { ReactNode } from 'react';
import type { FlowState } from '../../../shared/lab-state.ts';
import { CELLS_A_ROW, type Bar } from '../../scene/cells.ts';
import { bytesText } from '../../scene/quantities.ts';
import { sendIdentity } from '../../scene/send-identity.ts';
import { charactersIn, glyphOf } from '../../scene/stream-text.ts';
import styles from './cells.module.css';

interface Props {
  bars: readonly Bar[];
  flow: FlowState;
  anchor: string;
  rounded: boolean;
}

const percent = (cells: number): string => `${(100 * cells) / CELLS_A_ROW}%`;

/** The same grid with many bytes a cell: coloured runs with their counts and first characters. */
export function BarGrid({ bars, flow, anchor, rounded }: Props): ReactNode {
  const rows = Math.max(1, ...bars.map((bar) => bar.row + 1));
  return (
    <div className={styles['bars']} data-rows={Math.min(3, rows)}>
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
                {bar.width >= 1 && (
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
