import type { LabState } from '../../../shared/model/lab-state.ts';
import { bufferScene } from './buffer.ts';
import { CELLS_A_ROW, cellUnit } from './cells.ts';
import { type Choice, stageSockets } from './host-sockets.ts';

export interface Scale {
  /** Bytes a cell, a power of two. */
  readonly unit: number;
  /** The rows of cells that the fullest buffer takes. */
  readonly rows: number;
}

/**
 * The scale at which both hosts' buffers are drawn in this state, with room for `cells` cells in each. It is the
 * same for all of them, so that they can be compared.
 */
export function scaleOf(state: LabState, choice: Choice, cells: number): Scale {
  const { client, server } = stageSockets(state, choice);
  const lengths = [client, server].flatMap(({ focus }) =>
    focus === null
      ? []
      : [bufferScene(state, focus, 'send').length, bufferScene(state, focus, 'recv').length],
  );
  const unit = cellUnit(lengths, cells);
  return { unit, rows: Math.ceil(Math.max(0, ...lengths) / (unit * CELLS_A_ROW)) };
}
