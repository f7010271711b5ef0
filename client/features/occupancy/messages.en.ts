import type { SeriesId } from '../../playback/projections/occupancy.ts';

export const messages = {
  label: (peak: number) => `Bytes in the four buffers over the events; highest ${peak}`,
  series: {
    'client-send': 'client SEND',
    'server-recv': 'server RECV',
    'server-send': 'server SEND',
    'client-recv': 'client RECV',
  } satisfies Record<SeriesId, string>,
};

export type Messages = typeof messages;
