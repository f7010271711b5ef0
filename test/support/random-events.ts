import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type LabEvent, labEventSchema } from '../../shared/log/events.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { programsSchema } from '../../shared/programs/schema.ts';
import { someProgram } from './some-programs.ts';
import { valuesOf } from './schema-values.ts';

/** The recorded L1, up to the middle of its conversation. */
export const RECORDED = readRecording(
  readFileSync(new URL('../../client/public/recordings/L1.ndjson', import.meta.url), 'utf8'),
).events.slice(0, 80);

type Parts = {
  readonly type: string;
  readonly entries: { readonly type: { readonly literal: string }; readonly tree?: unknown };
};

/** The schema of a program is a function, so that programs are drawn in its place. */
const ofPrograms = new Map<unknown, fc.Arbitrary<unknown>>([
  [programsSchema, fc.record({ client: someProgram, server: someProgram })],
  ...(labEventSchema.options as unknown as readonly Parts[]).flatMap(({ entries: { tree } }) =>
    tree === undefined ? [] : [[tree, someProgram] as const],
  ),
]);

export const withPrograms: ReadonlyMap<unknown, fc.Arbitrary<unknown>> = ofPrograms;

/** Events that the schema accepts and no lab ever wrote. */
export const anyEvent: fc.Arbitrary<LabEvent> = valuesOf(labEventSchema, withPrograms);

/** A log that begins as a lab's and goes on with anything. */
export const anyLog: fc.Arbitrary<readonly LabEvent[]> = fc
  .tuple(
    fc.nat(RECORDED.length),
    fc.array(fc.oneof({ arbitrary: anyEvent, weight: 2 }, fc.constantFrom(...RECORDED)), {
      minLength: 1,
      maxLength: 10,
    }),
  )
  .map(([begin, rest]) => numbered([...RECORDED.slice(0, begin), ...rest]));

export function numbered(events: readonly LabEvent[]): readonly LabEvent[] {
  return events.map((event, i) => ({ ...event, seq: i + 1 }));
}
