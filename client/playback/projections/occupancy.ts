import type { LabEvent } from '../../../shared/log/events.ts';
import type { FlowState, LabState } from '../../../shared/model/lab-state.ts';

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

const inSendBuffer = (flow: FlowState): number => Math.max(0, flow.written.max - flow.acked);
/** Bytes that were unread when their socket was closed went with the buffer. */
const unread = (flow: FlowState): number =>
  flow.discarded.unread > 0 ? 0 : Math.max(0, flow.received - flow.read);

/** The four buffers' bytes through a log that grows: the model's positions, summed over connections. */
export class Occupancy {
  readonly values: Record<SeriesId, number[]> = {
    'client-send': [],
    'server-recv': [],
    'server-send': [],
    'client-recv': [],
  };
  #flows: LabState['flows'] | null = null;

  see(_: LabEvent, { flows }: LabState): void {
    // Most events move no byte.
    if (flows === this.#flows) {
      for (const id of SERIES) this.values[id].push(this.values[id].at(-1) ?? 0);
      return;
    }
    this.#flows = flows;
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
      sums[send] += flow.reset ? 0 : inSendBuffer(flow);
      sums[recv] += flow.reset ? 0 : unread(flow);
    }
    for (const id of SERIES) this.values[id].push(sums[id]);
  }
}
