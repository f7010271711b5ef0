import type { LabEvent } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type FlowState, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

export const SERIES = ['client-send', 'server-recv', 'server-send', 'client-recv'] as const;
export type SeriesId = (typeof SERIES)[number];

/** Bytes at the cursor after each event: `values[i]` belongs to the event with seq `base + i + 1`. */
export type Occupancy = Readonly<Record<SeriesId, readonly number[]>>;

const inSendBuffer = (flow: FlowState): number => Math.max(0, flow.written.max - flow.acked);
/** What was unread when its socket was closed went with the buffer. */
const unread = (flow: FlowState): number =>
  flow.discarded.unread > 0 ? 0 : Math.max(0, flow.received - flow.read);

/** The four buffers' bytes through a log that grows: the model's positions, summed over connections. */
export class OccupancyFold {
  readonly values: Record<SeriesId, number[]> = {
    'client-send': [],
    'server-recv': [],
    'server-send': [],
    'client-recv': [],
  };
  #state: LabState;
  /** A fold costs little, but only those who look at the plot should pay. */
  #pending: LabEvent[] = [];

  constructor(base: LabState = EMPTY_LAB_STATE) {
    this.#state = base;
  }

  add(events: readonly LabEvent[]): void {
    this.#pending.push(...events);
  }

  get(): Occupancy {
    for (const event of this.#pending) this.#fold(event);
    this.#pending = [];
    return this.values;
  }

  #fold(event: LabEvent): void {
    const before = this.#state.flows;
    this.#state = applyEvent(this.#state, event);
    const flows = this.#state.flows;
    if (flows === before && event.seq > 1) {
      for (const id of SERIES) this.values[id].push(this.values[id].at(-1) ?? 0);
      return;
    }
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
