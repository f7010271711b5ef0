import * as v from 'valibot';
import { type Direction, WIRE_MODES, type WireSettings } from './wire-settings.ts';
import { WIRE_BOUNDS } from './wire-bounds.ts';

/* The schema has a file of its own, so that the page's first load has the settings without valibot. */

const figure = (name: keyof typeof WIRE_BOUNDS) =>
  v.pipe(v.number(), v.integer(), v.minValue(WIRE_BOUNDS[name][0]), v.maxValue(WIRE_BOUNDS[name][1]));

const directionSchema = v.strictObject({
  delayMs: figure('delayMs'),
  kbitPerSecond: figure('kbitPerSecond'),
  queueSegments: figure('queueSegments'),
  lossPercent: figure('lossPercent'),
  duplicatePercent: figure('duplicatePercent'),
  reorderPercent: figure('reorderPercent'),
  mtu: figure('mtu'),
}) satisfies v.GenericSchema<Direction>;

export const wireSettingsSchema = v.strictObject({
  mode: v.picklist(WIRE_MODES),
  seed: figure('seed'),
  toServer: directionSchema,
  toClient: directionSchema,
}) satisfies v.GenericSchema<WireSettings>;
