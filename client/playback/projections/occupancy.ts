import type { LabEvent } from '../../../shared/log/events.ts';
import { inReceiveBuffer, inSendBuffer, lengthOf } from '../../../shared/model/buffers.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';

export const SERIES = ['client-send', 'server-recv', 'server-send', 'client-recv'] as const;
export type SeriesId = (typeof SERIES)[number];

/** Bytes at the cursor after each event: `values[i]` belongs to the event with seq `base + i + 1`. */
export type OccupancyValues = Readonly<Record<SeriesId, readonly number[]>>;

const perSeries = <T>(make: () => T): Record<SeriesId, T> =>
  Object.fromEntries(SERIES.map((id) => [id, make()])) as Record<SeriesId, T>;

export const NO_OCCUPANCY: OccupancyValues = perSeries(() => []);

/** The four buffers' bytes through a log that grows: the model's positions, summed over connections. */
export class Occupancy {
  readonly values = perSeries((): number[] => []);
  #flows: LabState['flows'] | null = null;
  #sockets: LabState['sockets'] | null = null;

  see(_: LabEvent, state: LabState): void {
    const { flows, sockets } = state;
    // Most events move no byte.
    if (flows === this.#flows && sockets === this.#sockets) {
      for (const id of SERIES) this.values[id].push(this.values[id].at(-1) ?? 0);
      return;
    }
    this.#flows = flows;
    this.#sockets = sockets;
    const sums = perSeries(() => 0);
    for (const flow of Object.values(flows)) {
      sums[`${flow.from}-send`] += lengthOf(inSendBuffer(state, flow));
      sums[`${flow.to}-recv`] += lengthOf(inReceiveBuffer(state, flow));
    }
    for (const id of SERIES) this.values[id].push(sums[id]);
  }
}
