import * as v from 'valibot';
import { GRADES } from '../../shared/log/events.ts';
import { captureOfServerSchema } from '../../shared/schema.ts';

const healthSchema = v.object({
  grade: v.picklist(GRADES),
  capture: captureOfServerSchema,
  isolated: v.boolean(),
});

/** The live labs that the server has, as far as a page without a room can know. */
export type ServerHealth = v.InferOutput<typeof healthSchema>;

const WITHIN_MS = 4000;

/** Null where no Socketscope server answers: a static host, or one that is down. */
export async function askServer(): Promise<ServerHealth | null> {
  try {
    const response = await fetch('./healthz', { signal: AbortSignal.timeout(WITHIN_MS) });
    const health = v.safeParse(healthSchema, await response.json());
    return response.ok && health.success ? health.output : null;
  } catch {
    return null;
  }
}
