import type { HostId, SegmentId } from '../../../shared/log/events.ts';
import type { ChipState, LabState, SocketState } from '../../../shared/model/lab-state.ts';
import type { Segment } from '../../../shared/tcp/segment.ts';
import { clientOfPort } from './clients.ts';
import { segmentView, type SegmentView } from './segment-view.ts';

/** The time for which a segment waits that is delayed by hand. */
export const DELAY_MS = 1000;

export interface ChipScene {
  readonly chip: SegmentId;
  readonly from: HostId;
  /** Held: its top segment waits for the learner. Lost: its place waits for the kernel's own copy. */
  readonly is: 'held' | 'lost';
  readonly segment: SegmentId;
  readonly view: SegmentView;
  /** The number of segments that lie here, and the number of copies that came after the first. */
  readonly held: number;
  readonly copies: number;
  /** One of these segments was delivered before, so the one that lies here is a copy. */
  readonly delivered: boolean;
  /** The time at which the sender's kernel retransmits, µs of the lab's clock; null if it was not observed. */
  readonly dueAt: number | null;
  /** The time at which the wire delivers the top segment by itself; null while it waits for the learner. */
  readonly goesAt: number | null;
  readonly sentAt: number;
  /** The client to whose connection it belongs; null if there is only one client. */
  readonly client: number | null;
}

/** The chips on the wire, oldest first. One whose bytes have arrived and that holds no copy is not shown. */
export function chipScenes(state: LabState): ChipScene[] {
  return state.wire.chips
    .filter((chip) => chip.held.length > 0 || chip.delivered === 0)
    .map((chip) => {
      const top = chip.held[0];
      const shown = top ?? chip.last;
      return {
        chip: chip.chip,
        from: chip.from,
        is: top === undefined ? 'lost' : 'held',
        segment: shown.segment,
        view: segmentView(state, shown.headers),
        held: chip.held.length,
        copies: chip.seen - 1,
        delivered: chip.delivered > 0,
        dueAt: dueAt(state, chip),
        goesAt: top?.dueAt ?? null,
        sentAt: shown.sentAt,
        client: clientOfPort(state, clientPort(chip.from, shown.headers)),
      };
    });
}

/** Says whether segments cross at once, so that there is nothing to do with them: a row is enough, and its room stays. */
export function isPassing({ wire: { settings } }: LabState, chips: readonly ChipScene[]): boolean {
  const { mode, toServer, toClient } = settings;
  return (
    mode === 'auto' &&
    toServer.delayMs === 0 &&
    toClient.delayMs === 0 &&
    chips.every(({ is, goesAt }) => is !== 'lost' && goesAt === null)
  );
}

/** The port of a segment's end on the client's host. */
export function clientPort(from: HostId, { source, destination }: Segment): number {
  return from === 'client' ? source.port : destination.port;
}

function dueAt(state: LabState, chip: ChipState): number | null {
  const timer = senderOf(state, chip)?.kernel.timer;
  return timer !== undefined && timer.kind !== 'none' ? (timer.dueAt ?? null) : null;
}

function senderOf(state: LabState, chip: ChipState): SocketState | null {
  const sockets = Object.values(state.sockets).filter((s) => s.host === chip.from && !s.gone);
  return sockets.findLast((s) => s.out !== null && s.out === chip.flow) ?? null;
}
