import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plotFlows } from '../../../client/features/plots/plot-data.ts';
import { LogIndex } from '../../../client/playback/projections/log-index.ts';
import { Occupancy, type SeriesId } from '../../../client/playback/projections/occupancy.ts';
import { bufferScene } from '../../../client/stage/model/buffer.ts';
import { segmentView } from '../../../client/stage/model/segment-view.ts';
import { SegmentLines } from '../../../server/cli/segment-line.ts';
import { clientRows } from '../../../client/stage/model/clients.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { isMiniSocket } from '../../../shared/model/queries.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const folder = new URL('../../../client/public/recordings/', import.meta.url);

/** The bytes in each kind of buffer, as the gauges of all sockets draw them. */
function gauges(state: LabState): Record<SeriesId, number> {
  const sums: Record<SeriesId, number> = {
    'client-send': 0,
    'server-recv': 0,
    'server-send': 0,
    'client-recv': 0,
  };
  for (const socket of Object.values(state.sockets))
    if (!socket.gone)
      for (const kind of ['send', 'recv'] as const)
        sums[`${socket.host}-${kind}`] += bufferScene(state, socket, kind).length;
  return sums;
}

/**
 * The gauges that do not have what the kernel counts. A FIN may count as a byte. The kernel is not asked any more about
 * a closed socket from which a call has read since.
 */
function unlikeTheKernel(state: LabState, calledAt: number): string[] {
  return Object.values(state.sockets).flatMap((socket) => {
    const { rqueue } = socket.kernel;
    if (socket.gone || socket.state === 'LISTEN' || isMiniSocket(socket) || rqueue === undefined) return [];
    if (socket.state === 'CLOSE' && socket.readAt < calledAt) return [];
    const { length } = bufferScene(state, socket, 'recv');
    return [rqueue, rqueue - 1].includes(length)
      ? []
      : [`seq ${state.seq}: ${length} drawn, ${rqueue} counted`];
  });
}

/** The same, as the points of the plots have it up to an event. */
function plotted(flows: ReturnType<typeof plotFlows>, seq: number): Record<SeriesId, number> {
  const sums: Record<SeriesId, number> = {
    'client-send': 0,
    'server-recv': 0,
    'server-send': 0,
    'client-recv': 0,
  };
  for (const { from, points } of flows) {
    const point = points.findLast((one) => one.seq <= seq);
    sums[`${from}-send`] += point?.sending ?? 0;
    sums[from === 'client' ? 'server-recv' : 'client-recv'] += point?.receiving ?? 0;
  }
  return sums;
}

const recordings = readdirSync(folder).filter((file) => file.endsWith('.ndjson'));

test.each(recordings)('log, trace and chips say one window of each segment of %s', (file) => {
  const { events } = readRecording(readFileSync(new URL(file, folder), 'utf8'));
  const index = new LogIndex(EMPTY_LAB_STATE);
  const lines = new SegmentLines();
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    index.see(event);
    if (event.type !== 'segment-sent') continue;
    const { seq, headers } = event;
    const { window, rawWindow, windowScale } = segmentView(state, headers);
    expect({ seq, window: index.segments.get(event.segment)!.windowBytes }).toEqual({ seq, window });
    expect(rawWindow * 2 ** windowScale).toBe(window);
    expect(lines.line(headers)).toContain(
      windowScale > 0 ? `win ${rawWindow} (${window} B),` : `win ${window},`,
    );
  }
});

test.each(recordings)(
  'gauges, plots, dock and rows of clients have one figure at every event of %s',
  (file) => {
    const { events } = readRecording(readFileSync(new URL(file, folder), 'utf8'));
    const flows = plotFlows(EMPTY_LAB_STATE, events);
    const occupancy = new Occupancy();
    let state = EMPTY_LAB_STATE;
    let calledAt = 0;
    for (const event of events) {
      state = applyEvent(state, event);
      if (event.type === 'call-returned') calledAt = event.at;
      occupancy.see(event, state);
      const drawn = gauges(state);
      if (state.atRest) expect(unlikeTheKernel(state, calledAt)).toEqual([]);
      const docked = Object.fromEntries(
        Object.entries(occupancy.values).map(([id, all]) => [id, all.at(-1)]),
      );
      expect({ seq: event.seq, ...docked }).toEqual({ seq: event.seq, ...drawn });
      expect({ seq: event.seq, ...plotted(flows, event.seq) }).toEqual({ seq: event.seq, ...drawn });
      for (const { socket, sending, receiving } of clientRows(state)) {
        if (socket === null) continue;
        const own = (['send', 'recv'] as const).map((kind) => bufferScene(state, socket, kind).length);
        expect({ seq: event.seq, own: [sending, receiving] }).toEqual({ seq: event.seq, own });
      }
    }
  },
);
