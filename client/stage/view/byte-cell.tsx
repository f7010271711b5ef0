import type { KeyboardEvent, ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { FlowId } from '../../../shared/model/lab-state.ts';
import { CELLS_A_ROW } from '../model/cells.ts';
import { useInspector } from '../model/selection-store.ts';
import styles from './byte-cell.module.css';

interface Props {
  flow: FlowId;
  offset: number;
  /** The bytes drawn as this one cell: a character's, or a run's. */
  bytes?: number;
  host: HostId;
  label: string;
  /** The byte that is followed, if it belongs to this flow. */
  followed: number | null;
  /** Tab reaches this cell of its group; arrow keys reach the others. */
  first: boolean;
  /** The column of the grid in which the cell is laid over the drawing beneath. */
  column?: number;
  children?: ReactNode;
}

/** A byte to follow: a click, Enter or Y shows its way from the program to the other one. */
export function ByteCell(props: Props): ReactNode {
  const { flow, offset, bytes = 1, host, label, followed, first, column, children } = props;
  const here = followed !== null && followed >= offset && followed < offset + bytes;
  return (
    <button
      type="button"
      className={column === undefined ? styles['inline'] : styles['over']}
      data-byte={offset}
      aria-label={label}
      aria-pressed={here}
      tabIndex={here || first ? 0 : -1}
      style={column === undefined ? undefined : { gridColumn: `${column + 1} / span ${bytes}` }}
      onClick={() => useInspector.setState({ selected: { is: 'byte', flow, offset, host } })}
      onKeyDown={moveAmongBytes}
    >
      {children}
    </button>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -CELLS_A_ROW,
  ArrowDown: CELLS_A_ROW,
};

/** Arrows go from byte to byte; elsewhere on the page they go from event to event. */
export function moveAmongBytes(event: KeyboardEvent<HTMLElement>): void {
  const by = STEPS[event.key];
  if (by === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const group = event.currentTarget.closest('[data-bytes]');
  const cells = [...(group?.querySelectorAll<HTMLElement>('[data-byte]') ?? [])];
  cells[cells.indexOf(event.currentTarget) + by]?.focus();
}
