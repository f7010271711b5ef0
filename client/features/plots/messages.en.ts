import type { HostId } from '../../../shared/log/events.ts';
import type { PlotSegment } from './plot-data.ts';

/** The plots' words. Lazy: they come with them. */
export const messages = {
  title: 'Buffers, windows and segments over time',
  direction: 'Direction',
  flow: (from: HostId, name: string) => `from the ${from}: ${name}`,
  axis: 'Horizontal axis',
  byEvent: 'events',
  byTime: 'time',
  zoomIn: 'Zoom in (+)',
  zoomOut: 'Zoom out (−)',
  all: 'Show all (0)',
  occupancy: 'Bytes in the buffers, and the window',
  sequence: 'Time–sequence graph',
  series: { sending: 'send buffer', receiving: 'receive buffer', window: 'advertised window' },
  lines: { acked: 'acknowledged', rightEdge: 'right edge of the window' },
  marks: {
    data: 'segment',
    copy: 'sent again',
    syn: 'SYN',
    fin: 'FIN',
    rst: 'RST',
  } satisfies Record<PlotSegment['is'], string>,
  /** Of the window, where it is far above what is sent. */
  beyond: 'window beyond the scale',
  dropped: 'dropped',
  empty: 'No connection has been seen yet.',
  unseen: 'On this network segments cannot be seen: positions come from the kernel’s counters.',
  hint: 'Click: to that moment · wheel or + −: zoom · drag or Shift ← →: move · ← →: one event · 0: all',
  summary: (name: string, sent: number, segments: number, copies: number, dropped: number) =>
    `${name}: ${sent === 1 ? '1 byte' : `${sent} bytes`} acknowledged, ${segments === 1 ? '1 segment' : `${segments} segments`} with data, ${copies} sent again, ${dropped} dropped.`,
  now: 'the instant shown',
};

export type Messages = typeof messages;
