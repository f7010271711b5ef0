import type { WireFigure } from '../../../../shared/log/wire-settings.ts';

const FIGURES: Readonly<Record<WireFigure, string>> = {
  delayMs: 'Delay, ms',
  kbitPerSecond: 'Rate, kbit/s',
  queueSegments: 'Queue, segments',
  lossPercent: 'Lost, %',
  duplicatePercent: 'Doubled, %',
  reorderPercent: 'Overtaken, %',
  mtu: 'MTU, bytes',
};

const FIGURE_TITLES: Readonly<Record<WireFigure, string>> = {
  delayMs: 'One way',
  kbitPerSecond: '0 is no limit',
  queueSegments: 'Segments that may wait for their turn at a limited rate; one more is dropped',
  lossPercent: 'Share of segments that vanish',
  duplicatePercent: 'Share of segments of which the wire makes a second one',
  reorderPercent: 'Share of segments that later ones overtake',
  mtu: 'Largest IP datagram of the NIC that sends in this direction',
};

export const messages = {
  title: 'Wire settings',
  toServer: 'to server',
  toClient: 'to client',
  figure: (name: WireFigure): string => FIGURES[name],
  figureTitle: (name: WireFigure): string => FIGURE_TITLES[name],
  seed: 'Seed of its chance',
  seedTitle: 'The same segments meet the same fate again with the same seed',
  plainWire: 'As a plain wire',
  close: 'Close',
};

export type Messages = typeof messages;
