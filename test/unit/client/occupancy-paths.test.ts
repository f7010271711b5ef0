import { expect, test } from 'vitest';
import { occupancyPaths } from '../../../client/features/occupancy/occupancy-paths.ts';
import { NO_OCCUPANCY } from '../../../client/playback/projections/occupancy.ts';

const area = { base: 4, width: 100, height: 50 };

test('the curves of the buffers end at the last event that is drawn, while the values run ahead of it', () => {
  const drawn = { ...NO_OCCUPANCY, 'client-send': [0, 7, 7, 0] };
  const ahead = { ...NO_OCCUPANCY, 'client-send': [0, 7, 7, 0, 900, 0] };
  const { paths, peak } = occupancyPaths(drawn, { ...area, head: 8 });
  expect(peak).toBe(7);
  expect(paths['client-send'].match(/V/g)).toHaveLength(2);
  expect(occupancyPaths(ahead, { ...area, head: 8 })).toEqual({ paths, peak });
});

test('a log without events has no curves', () => {
  expect(occupancyPaths(NO_OCCUPANCY, { ...area, head: 4 })).toMatchObject({
    paths: { 'client-send': '' },
    peak: 0,
  });
});
