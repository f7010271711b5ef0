import fc from 'fast-check';
import { pythonText } from '../../shared/programs/python-text.ts';
import { dryRun } from './dry-run.ts';
import { printedByPython } from './python-text-runs.ts';
import { randomProgram } from './random-python.ts';

/** A lab may refuse what it would run in another way, and has its own bounds. */
const REFUSAL =
  /(?:^|\n)(?:LabRefusal|MemoryError): |a lab's (?:values|integers|tuples) (?:have|hold) at most/;

interface Compared {
  readonly compared: number;
  readonly different: readonly { readonly text: string; readonly here: string; readonly python: string }[];
}

/** Runs random programs here and by python3. Those that a lab refuses are not compared. */
export async function compareRandomPrograms(
  numRuns: number,
  seed: number,
  from = randomProgram,
): Promise<Compared> {
  const programs = fc.sample(from, { numRuns, seed });
  const texts = programs.map(pythonText);
  const python = printedByPython(texts);
  const here: string[] = [];
  for (const program of programs) here.push(await dryRun(program));
  const all = texts.map((text, i) => ({ text, here: here[i] ?? '', python: python[i] ?? '' }));
  const compared = all.filter((one) => !REFUSAL.test(one.here));
  const different = compared.filter((one) => one.here !== one.python);
  return { compared: compared.length, different };
}
