import * as v from 'valibot';

/** A text frame's JSON as the schema gives it; null where it is none. Never throws. */
export function parseFrame<T>(schema: v.GenericSchema<unknown, T>, frame: string): T | null {
  try {
    const result = v.safeParse(schema, JSON.parse(frame));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
