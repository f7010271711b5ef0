import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { FlowId } from '../../../shared/model/lab-state.ts';
import { CELLS_A_ROW, type CellRow, type CellRun, type Glyph } from '../model/cells.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { useFollowedByte } from '../model/selection-store.ts';
import { ByteCell } from './byte-cell.tsx';
import styles from './cells.module.css';

interface Props {
  rows: readonly CellRow[];
  flow: FlowId;
  host: HostId;
  /** `cells:<buffer>:<socket>`; a run's own anchor adds its first offset. */
  anchor: string;
  rounded: boolean;
  hex: boolean;
  /** A label for these bytes, written beside them if there is room. */
  status: string;
  end: boolean;
}

/** Bytes one to a cell, 18 a row: the character above, its bytes below. */
export function CellGrid({ rows, flow, host, anchor, rounded, hex, status, end }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const followed = useFollowedByte(flow);
  const last = rows.at(-1)?.cells.length ?? 0;
  const room = CELLS_A_ROW - last - (end ? 1 : 0);
  return (
    <div
      className={styles['cells']}
      data-rows={Math.min(3, rows.length)}
      data-hex={hex || undefined}
      data-bytes=""
      data-anchor={`grid:${anchor}`}
    >
      {rows.map((row, i) => (
        <div key={i} className={styles['row']}>
          {row.runs.map((run) => (
            <Run key={run.from} run={run} anchor={anchor} rounded={rounded} />
          ))}
          {row.glyphs.map((glyph) => (
            <GlyphView key={glyph.offset} glyph={glyph} />
          ))}
          {row.cells.map((cell) => (
            <span
              key={cell.offset}
              className={styles['hex']}
              data-hue={cell.ordinal === null ? undefined : sendIdentity(cell.ordinal).hue}
              style={{ gridColumn: cell.column + 1 }}
            >
              {cell.hex}
            </span>
          ))}
          {row.cells.map((cell) => (
            <ByteCell
              key={cell.offset}
              flow={flow}
              offset={cell.offset}
              host={host}
              label={text.byteCell(cell.offset, cell.hex, characterAt(row, cell.column))}
              followed={followed}
              first={cell.offset === rows[0]?.cells[0]?.offset}
              column={cell.column}
            />
          ))}
          {end && i === rows.length - 1 && last < CELLS_A_ROW && (
            <span className={styles['cap']} style={{ gridColumn: last + 1 }} title={text.endOfStream} />
          )}
          {i === rows.length - 1 && room >= 5 && (
            <span className={styles['status']} style={{ gridColumn: `${last + (end ? 2 : 1)} / -1` }}>
              {status}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** The character that a column's byte belongs to. */
function characterAt(row: CellRow, column: number): string | null {
  return (
    row.glyphs.find((glyph) => column >= glyph.column && column < glyph.column + glyph.span)?.text ?? null
  );
}

function Run({ run, anchor, rounded }: { run: CellRun; anchor: string; rounded: boolean }): ReactNode {
  const text = useMessages(stageMessages);
  const identity = run.ordinal === null ? null : sendIdentity(run.ordinal);
  return (
    <span
      className={styles['run']}
      data-anchor={`${anchor}:${run.from}`}
      data-hue={identity?.hue}
      data-round={rounded || undefined}
      data-sent={run.sent || undefined}
      data-pending={run.pending || undefined}
      data-seam={run.seam || undefined}
      style={{ gridColumn: `${run.column + 1} / span ${run.to - run.from}` }}
    >
      {run.begins && identity !== null && (
        <span className={styles['number']} title={text.sendNumber(identity.number)}>
          {identity.number}
        </span>
      )}
    </span>
  );
}

function GlyphView({ glyph }: { glyph: Glyph }): ReactNode {
  const wide = glyph.span > 1 || glyph.left !== 'closed' || glyph.right !== 'closed';
  return (
    <span
      className={styles['glyph']}
      data-bracket={wide || undefined}
      data-left={glyph.left}
      data-right={glyph.right}
      data-hue={glyph.ordinal === null ? undefined : sendIdentity(glyph.ordinal).hue}
      style={{ gridColumn: `${glyph.column + 1} / span ${glyph.span}` }}
    >
      {glyph.left === 'torn' && <Tear side="left" />}
      {glyph.text}
      {glyph.right === 'torn' && <Tear side="right" />}
    </span>
  );
}

/** recv() cut this character in two. */
function Tear({ side }: { side: 'left' | 'right' }): ReactNode {
  return (
    <svg
      className={styles['tear']}
      data-side={side}
      viewBox="0 0 6 24"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d="M3 0 5.500 3 .5 7l5 4-5 4 5 4-2.500 5" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
