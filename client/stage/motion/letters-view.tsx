import type { ReactNode } from 'react';
import type { CellRow } from '../model/cells.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { useSettings } from '../../settings/settings-store.ts';
import cells from '../view/cells.module.css';

const hueOf = (ordinal: number | null): number | undefined =>
  ordinal === null ? undefined : sendIdentity(ordinal).hue;

/** Cells as the buffer draws them, but only to be looked at while they travel. */
export function LettersView({ rows, round }: { rows: readonly CellRow[]; round: boolean }): ReactNode {
  const hex = useSettings((settings) => settings.hexBelowCells);
  return (
    <div className={cells['cells']} data-rows={Math.min(3, rows.length)} data-hex={hex || undefined}>
      {rows.map((row, i) => (
        <div key={i} className={cells['row']}>
          {row.runs.map((run) => (
            <span
              key={run.from}
              className={cells['run']}
              data-hue={hueOf(run.ordinal)}
              data-round={round || undefined}
              style={{ gridColumn: `${run.column + 1} / span ${run.to - run.from}` }}
            >
              {run.begins && run.ordinal !== null && (
                <span className={cells['number']}>{sendIdentity(run.ordinal).number}</span>
              )}
            </span>
          ))}
          {row.glyphs.map((glyph) => (
            <span
              key={glyph.offset}
              className={cells['glyph']}
              data-bracket={glyph.span > 1 || undefined}
              data-left={glyph.left}
              data-right={glyph.right}
              data-hue={hueOf(glyph.ordinal)}
              style={{ gridColumn: `${glyph.column + 1} / span ${glyph.span}` }}
            >
              {glyph.text}
            </span>
          ))}
          {row.cells.map((cell) => (
            <span
              key={cell.offset}
              className={cells['hex']}
              data-hue={hueOf(cell.ordinal)}
              style={{ gridColumn: cell.column + 1 }}
            >
              {cell.hex}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
