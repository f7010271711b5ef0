import type { LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { isHeld } from '../../../shared/log/wire-settings.ts';
import { sequenceLength } from '../../../shared/tcp/segment.ts';
import { clientPort } from './chips.ts';
import { clientOfPort } from './clients.ts';
import { LadderRows } from './ladder-rows.ts';
import type { LadderScene } from './ladder-scene.ts';
import { segmentView } from './segment-view.ts';

/** The number of rows that a ladder draws; above them it says how many came before. */
const NEWEST_ROWS = 240;

/**
 * The ladder of one log, with one row for each event of the wire. It follows the cursor: a step forward costs
 * the events in between, and only a step back begins again.
 */
export class Ladder {
  readonly #start: LabState;
  readonly #only: number | null;
  #rows: LadderRows;

  /** `start` is the state before the log's first event. With `only`, a port of the client's host, other connections are left out. */
  constructor(start: LabState, only: number | null = null) {
    this.#start = start;
    this.#only = only;
    this.#rows = new LadderRows(start, only);
  }

  /** The scene up to `cursor`, where the state is `state`. `events[i]` is the log's event `start.seq + i + 1`. */
  sceneAt(events: readonly LabEvent[], cursor: number, state: LabState): LadderScene {
    if (cursor < this.#rows.seen) this.#rows = new LadderRows(this.#start, this.#only);
    const { seen } = this.#rows;
    for (const event of events.slice(seen - this.#start.seq, Math.max(0, cursor - this.#start.seq)))
      this.#rows.see(event);
    return newestRows(this.#rows, state);
  }
}

function newestRows({ count, arrows, states, sleeps, runs }: LadderRows, state: LabState): LadderScene {
  const { mode } = state.wire.settings;
  const hidden = Math.max(0, count - NEWEST_ROWS);
  const kept = arrows.filter((arrow) => arrow.row >= hidden);
  return {
    rows: count - hidden,
    hidden,
    start: kept[0]?.at ?? 0,
    arrows: kept.map(({ headers, fate, ...arrow }) => ({
      ...arrow,
      fate: fate === 'held' && !isHeld(mode, sequenceLength(headers)) ? ('travels' as const) : fate,
      view: segmentView(state, headers),
      client: clientOfPort(state, clientPort(arrow.from, headers)),
      row: arrow.row - hidden,
      endRow: arrow.endRow === null ? null : arrow.endRow - hidden,
    })),
    states: states.filter((s) => s.row >= hidden).map((s) => ({ ...s, row: s.row - hidden })),
    sleeps: sleeps
      .filter((s) => s.toRow === null || s.toRow > hidden)
      .map((s) => ({
        ...s,
        row: Math.max(-0.6, s.row - hidden),
        toRow: s.toRow === null ? null : s.toRow - hidden,
      })),
    runs: runs.filter((run) => run.row >= hidden).map((run) => ({ ...run, row: run.row - hidden })),
  };
}
