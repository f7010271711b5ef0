import type { LabState } from './lab-state.ts';

/**
 * Checks [MODEL2]: in every direction, at every event, acked ≤ received ≤ sent ≤ written.max and read ≤
 * received. Returns a description of each inequality that does not hold.
 */
export function conservationFaults(state: LabState): string[] {
  return Object.values(state.flows).flatMap((flow) => {
    const { acked, received, sent, written, read } = flow;
    const rules: [string, boolean][] = [
      [`acked ${acked} ≤ received ${received}`, acked <= received],
      [`received ${received} ≤ sent ${sent}`, received <= sent],
      [`sent ${sent} ≤ written ${written.max}`, sent <= written.max],
      [`read ${read} ≤ received ${received}`, read <= received],
      [`written ${written.min} ≤ ${written.max}`, written.min <= written.max],
    ];
    return rules.filter(([, holds]) => !holds).map(([rule]) => `seq ${state.seq}: ${flow.flow}: not ${rule}`);
  });
}
