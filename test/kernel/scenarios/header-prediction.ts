import fc from 'fast-check';
import { predictionAgrees } from '../../support/header-prediction.ts';

/** This needs no kernel. It runs as a scenario so that a mutated bundle can be examined. */
export function headerPrediction(): { fault: string | null } {
  const { failed, counterexample } = fc.check(predictionAgrees, { numRuns: 2000 });
  return { fault: failed ? JSON.stringify(counterexample) : null };
}
