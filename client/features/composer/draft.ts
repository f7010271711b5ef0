import * as v from 'valibot';
import type { Composition } from '../../../shared/programs/composition.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { pythonText } from '../../../shared/programs/python-text.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { wireSettingsSchema } from '../../../shared/log/wire-settings-schema.ts';
import type { Finding } from './findings.ts';
import { foresee } from './foresee.ts';
import { readPython } from './python/python.ts';
import { steadySynSchema, timersSchema } from '../../../shared/schema.ts';

/** The longest text of a program, UTF-16 units: several times that of the longest program that runs. */
export const TEXT_CHARACTERS = 16_384;

/** Longer than what may be run, so that nothing of it is lost while it is being cut down. */
const words = v.pipe(v.string(), v.maxLength(4 * TEXT_CHARACTERS));

/** A composition while it is being written: text, whether or not it can be run. */
export const draftSchema = v.strictObject({
  title: words,
  expectation: words,
  /** By `client`, `server`, `client2` … */
  texts: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^(?:server|client(?:[2-9]|10)?)$/)), words),
    v.check((texts) => 'client' in texts && 'server' in texts),
  ),
  wire: wireSettingsSchema,
  timers: timersSchema,
  /** A SYN is tried again each second: as the lesson had it that it began from. */
  steadySyn: steadySynSchema,
  /** The programs of the lab that it began from, or that it last ran as (`programsKey`). */
  from: v.string(),
});
export type Draft = v.InferOutput<typeof draftSchema>;

type Programs = Readonly<Record<string, Program>>;

function textsOf(programs: Programs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [name, `${pythonText(program)}\n`]),
  );
}

/** Two labs with the same programs have the same key. */
export function programsKey(programs: Programs): string {
  return JSON.stringify(Object.entries(textsOf(programs)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function draftOfLesson({ programs, wire, timers, steadySyn }: Lesson): Draft {
  return {
    title: '',
    expectation: '',
    texts: textsOf(programs),
    wire,
    timers,
    ...(steadySyn && { steadySyn }),
    from: programsKey(programs),
  };
}

export function draftOfComposition({ experiment, programs, ...settings }: Composition): Draft {
  return { ...experiment, texts: textsOf(programs), ...settings, from: programsKey(programs) };
}

/** The programs in front of the learner, as edited; null while there are none. */
export function draftOfLab({ lab, programs, wire }: LabState): Draft | null {
  const trees = Object.fromEntries(Object.values(programs).map(({ program, tree }) => [program, tree]));
  if (lab === null || trees['client'] === undefined || trees['server'] === undefined) return null;
  const { title = '', expectation = '' } = lab.experiment ?? {};
  return {
    title,
    expectation,
    texts: textsOf(trees),
    wire: wire.settings,
    timers: lab.timers,
    ...(lab.steadySyn && { steadySyn: lab.steadySyn }),
    from: programsKey(trees),
  };
}

export function sameDraft(a: Draft, b: Draft): boolean {
  const plain = ({ from: _, texts, ...rest }: Draft): string =>
    JSON.stringify([rest, Object.entries(texts).map(([name, text]) => [name, text.trimEnd()])]);
  return plain(a) === plain(b);
}

/** The findings in one program, in the order of its text. */
export function findingsIn(text: string): Finding[] {
  const reading = readPython(text);
  return [...reading.findings, ...foresee(reading)].toSorted((a, b) => a.from - b.from);
}

/** Null where a program cannot be run yet. */
export function compositionOf({
  title,
  expectation,
  texts,
  from: _,
  ...settings
}: Draft): Composition | null {
  const programs: Record<string, Program> = {};
  for (const [name, text] of Object.entries(texts)) {
    const reading = readPython(text);
    if (reading.program === null || foresee(reading).some(({ severity }) => severity === 'error'))
      return null;
    programs[name] = reading.program;
  }
  return { experiment: { title: title.trim(), expectation: expectation.trim() }, programs, ...settings };
}
