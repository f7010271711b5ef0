import { findLesson, LESSONS } from '../../shared/lessons/index.ts';
import { type Lesson, varied } from '../../shared/lessons/lesson.ts';
import { type Parameter, parameterRange, parametersOf, setParameter } from '../../shared/programs/params.ts';
import { parameterFromText, parameterText } from '../../shared/programs/parameter-text.ts';
import { usage } from './values.ts';
import { Failure } from './failure.ts';

type ProgramName = keyof Lesson['programs'];
const PROGRAMS = ['client', 'server'] as const;

/** Returns the lesson. Throws Failure, which lists the lessons there are. */
export function lessonNamed(id: string, command: 'trace' | 'script'): Lesson {
  const lesson = findLesson(id);
  if (lesson !== null) return lesson;
  throw usage(`there is no lesson “${id}”, only ${LESSONS.map((one) => one.id).join(', ')}`, command);
}

/** Returns the lesson, or a variation of it that has moves to make. Throws Failure, which lists those there are. */
export function lessonToTrace(id: string, variation: string | undefined): Lesson {
  const lesson = lessonNamed(id, 'trace');
  if (variation === undefined) return lesson;
  const known = lesson.variations.filter(({ moves = [] }) => moves.length > 0);
  const found = known.some((one) => one.id === variation) ? varied(lesson, variation) : null;
  if (found !== null) return found;
  const ids = known.map((one) => one.id).join(', ');
  throw usage(`there is no variation “${variation}” to trace in ${id}, only: ${ids || 'none'}`, 'trace');
}

/**
 * Returns the lesson with each `name=value` or `program.name=value` in its programs. Throws Failure, which
 * lists what can be set.
 */
export function withSettings(lesson: Lesson, settings: readonly string[]): Lesson {
  return settings.reduce(withSetting, lesson);
}

function withSetting(lesson: Lesson, setting: string): Lesson {
  const [, name = '', text = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
  if (name === '') throw wrong(`--set takes name=value, not “${setting}”`, lesson);
  const [first = '', second] = name.split('.');
  const id = second ?? first;
  const having = PROGRAMS.filter((program) => find(lesson, program, id) !== null);
  const meant = second === undefined ? having : having.filter((program) => program === first);
  const [program] = meant;
  if (program === undefined) throw wrong(`there is no literal “${name}” in ${lesson.id}`, lesson);
  if (meant.length > 1)
    throw wrong(`both programs have “${id}”: say ${meant.map((p) => `${p}.${id}`).join(' or ')}`, lesson);

  const { kind } = find(lesson, program, id) as Parameter;
  const value = parameterFromText(kind, text);
  const set = value === null ? null : setParameter(lesson.programs[program], id, value);
  if (set?.ok !== true) throw wrong(`${program}.${id} takes ${expected(kind)}, not “${text}”`, lesson);
  return { ...lesson, programs: { ...lesson.programs, [program]: set.program } };
}

function find(lesson: Lesson, program: ProgramName, id: string): Parameter | null {
  return (
    parametersOf(lesson.programs[program] ?? { statements: [] }).find((parameter) => parameter.id === id) ??
    null
  );
}

function expected(kind: Parameter['kind']): string {
  const range = parameterRange(kind);
  if (range !== null) return `a number from ${range[0]} to ${range[1]}`;
  if (kind === 'flag') return 'true or false';
  if (kind === 'family') return 'AF_INET or AF_INET6';
  if (kind === 'address') return 'an IP address, or nothing';
  return kind === 'bytes'
    ? 'ASCII, with \\n, \\xff …, up to a limit'
    : 'text, with Python’s escapes, up to a limit';
}

function wrong(sentence: string, lesson: Lesson): Failure {
  const known = PROGRAMS.map((program) => {
    const literals = parametersOf(lesson.programs[program]).map(
      ({ id, kind, value }) => `${id}=${parameterText(kind, value)}`,
    );
    return `  ${program}: ${literals.join(', ')}`;
  });
  return new Failure('usage', [`${sentence}. There are:`, ...known].join('\n'));
}
