import type { LabEvent } from '../../../shared/log/events.ts';
import { inReceiveBuffer, inSendBuffer, lengthOf } from '../../../shared/model/buffers.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';

export const SERIES = ['client-send', 'server-recv', 'server-send', 'client-recv'] as const;
export type SeriesId = (typeof SERIES)[number];

/** Bytes at the cursor after each event: `values[i]` belongs to the event with seq `base + i + 1`. */
export type OccupancyValues = Readonly<Record<SeriesId, readonly number[]>>;

export const NO_OCCUPANCY: OccupancyValues = {
  'client-send': [],
  'server-recv': [],
  'server-send': [],
  'client-recv': [],
};

/** The four buffers' bytes through a log that grows: the model's positions, summed over connections. */
export class Occupancy {
  readonly values: Record<SeriesId, number[]> = {
    'client-send': [],
    'server-recv': [],
    'server-send': [],
    'client-recv': [],
  };
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
    const sums: Record<SeriesId, number> = {
      'client-send': 0,
      'server-recv': 0,
      'server-send': 0,
      'client-recv': 0,
    };
    for (const flow of Object.values(flows)) {
      const [send, recv] = (
        flow.from === 'client' ? ['client-send', 'server-recv'] : ['server-send', 'client-recv']
      ) as [SeriesId, SeriesId];
      sums[send] += lengthOf(inSendBuffer(state, flow));
      sums[recv] += lengthOf(inReceiveBuffer(state, flow));
    }
    for (const id of SERIES) this.values[id].push(sums[id]);
  }
}
