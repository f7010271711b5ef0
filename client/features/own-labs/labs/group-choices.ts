import { LIMITS } from '../../../../shared/limits.ts';

/** So many devices share a lab: then so many labs are used, and so many devices only watch. */
export interface GroupChoice {
  readonly each: number;
  readonly labs: number;
  readonly without: number;
}

/** Pairs and groups of three can be had at any time, and larger ones where there are too few labs for these. */
const ALWAYS_OFFERED = 3;

export function groupChoices(devices: number, free: number): readonly GroupChoice[] {
  const all = Array.from({ length: LIMITS.devicesPerLab }, (_, i): GroupChoice => {
    const each = i + 1;
    const labs = Math.min(Math.ceil(devices / each), free);
    return { each, labs, without: Math.max(0, devices - labs * each) };
  });
  const { each: least } = fittingOf(all);
  return all.filter(({ each }) => each <= Math.max(ALWAYS_OFFERED, least));
}

/** The smallest groups in which everybody has a lab; the largest where nobody can be. */
export function fittingOf(choices: readonly GroupChoice[]): GroupChoice {
  return choices.find(({ without }) => without === 0) ?? choices.at(-1)!;
}
