import type { ProgramId } from '../log/events.ts';
import type { LabState } from '../model/lab-state.ts';
import { listing } from '../programs/listing.ts';
import { type Parameter, type ParameterValue, parametersOf } from '../programs/params.ts';
import type { Program } from '../programs/tree.ts';
import { sameSettings, type WireSettings } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import type { WalkthroughMove } from './moves.ts';

/** Something that a person has made different from the lesson's own run. */
export type Stray =
  /** This run has a literal with another value than the lesson's `own`. */
  | {
      readonly is: 'edited';
      readonly program: ProgramId;
      readonly line: number;
      readonly parameter: Parameter;
      readonly own: ParameterValue;
    }
  | { readonly is: 'wire'; readonly own: WireSettings }
  | { readonly is: 'dropped'; readonly segments: number }
  | { readonly is: 'added'; readonly program: ProgramId }
  | { readonly is: 'stopped'; readonly program: ProgramId };

/** The part of a walkthrough that its strays depend on. */
export interface Followed {
  readonly done: readonly WalkthroughMove[];
  readonly present: WalkthroughMove | undefined;
  /** The state in which the lesson began; null before the first event. */
  readonly began: LabState | null;
  /** The program as it was when this line last began in this run; undefined if it has not. */
  ranAs(program: ProgramId, line: number): Program | undefined;
}

/** Returns the strays of this run. A composed experiment has no lesson's run that it could differ from. */
export function straysFrom(lesson: Lesson, walkthrough: Followed, state: LabState): Stray[] {
  if (lesson.experiment !== undefined) return [];
  const done = [...walkthrough.done];
  const strays: Stray[] = [];
  for (const { program, tree, ended } of Object.values(state.programs)) {
    const own = lesson.programs[program];
    if (own === undefined) strays.push({ is: 'added', program });
    else strays.push(...editsOf(program, tree, own, walkthrough, state));
    const isAsked = done.some((move) => move.type === 'stop' && move.program === program);
    if (ended === 'stopped' && !isAsked) strays.push({ is: 'stopped', program });
  }
  if (state.lab?.capture !== 'wire') return strays;
  const own = ownWire(lesson, walkthrough);
  if (!sameSettings(own, state.wire.settings)) strays.push({ is: 'wire', own });
  const asked = done.reduce((sum, move) => sum + (move.type === 'drop' ? (move.times ?? 1) : 0), 0);
  const segments = state.wire.thrownAway - (walkthrough.began?.wire.thrownAway ?? 0) - asked;
  if (segments > 0 && walkthrough.present?.type !== 'drop') strays.push({ is: 'dropped', segments });
  return strays;
}

/** The wire's settings as the lesson has them at this move. */
function ownWire({ wire }: Lesson, { done }: Followed): WireSettings {
  const set = done.findLast((move) => move.type === 'wire');
  return set?.type === 'wire' ? set.settings : wire;
}

function editsOf(
  program: ProgramId,
  tree: Program,
  own: Program,
  walkthrough: Followed,
  { lab }: LabState,
): Stray[] {
  const before = new Map(parametersOf(own).map(({ id, value }) => [id, value]));
  for (const move of walkthrough.done)
    if (move.type === 'set' && move.program === program) before.set(move.parameter, move.value);
  return listing(tree).flatMap(({ line, tokens }) => {
    // A line that has begun has made no difference with what was written into it later.
    const ran = new Map(
      parametersOf(walkthrough.ranAs(program, line) ?? tree).map(({ id, value }) => [id, value]),
    );
    return tokens.flatMap(({ parameter }): Stray[] => {
      if (parameter === undefined) return [];
      const value = ran.get(parameter.id) ?? parameter.value;
      const lessons = before.get(parameter.id);
      if (lessons === undefined || lessons === value) return [];
      // On the machine's own `lo` the lab puts its own addresses in place of the lesson's.
      if (parameter.kind === 'address' && lab?.isolated !== true) return [];
      return [{ is: 'edited', program, line, parameter: { ...parameter, value }, own: lessons }];
    });
  });
}
