import type { StageMessages } from '../messages.ts';
import { useState } from 'react';
import { utf8Length } from '../../../shared/bytes.ts';
import type { ProgramState } from '../../../shared/model/lab-state.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { parameterRange, setParameter, type ParameterValue } from '../../../shared/programs/params.ts';
import type { ParameterKind, Program } from '../../../shared/programs/tree.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { dispatch, type Refusal, refusalText } from '../../lab/commands.ts';

/** The time for which an accepted value is shown before its event has arrived. */
const BELIEVED_MS = 500;
/** Room that the command around a value takes in its message. */
const AROUND_BYTES = 256;

export type EditError =
  | { readonly is: 'outside'; readonly min?: number; readonly max?: number }
  | { readonly is: 'refused'; readonly refusal: Refusal };

export interface Edits {
  /** The program itself; null where there is none. */
  readonly program: string | null;
  /** The program with every edit that was made, also those whose event is not shown yet. */
  readonly tree: Program | null;
  /** The reason for which a value cannot be sent; null if it can. */
  readonly check: (parameter: string, value: ParameterValue) => EditError | null;
  readonly commit: (parameter: string, value: ParameterValue) => Promise<EditError | null>;
}

/** A program's literals as edited here: a new value is shown at once, and taken back if it is refused. */
export function useEdits(program: ProgramState | null): Edits {
  const [sent, setSent] = useState<readonly { readonly id: string; readonly value: ParameterValue }[]>([]);
  const live = usePlayhead((playhead) => playhead.mode === 'live');
  const newest = useInTurn(
    program?.host ?? 'client',
    ({ headState }) => headState.programs[program?.program ?? ''],
  );
  const head = live ? newest : undefined;
  const known = head !== undefined && head.run === program?.run ? head.tree : (program?.tree ?? null);
  const tree =
    known === null
      ? null
      : sent.reduce((edited, { id, value }) => {
          const next = setParameter(edited, id, value);
          return next.ok ? next.program : edited;
        }, known);

  const check: Edits['check'] = (parameter, value) => {
    if (tree === null) return { is: 'refused', refusal: 'lab-unavailable' };
    const next = setParameter(tree, parameter, value);
    if (!next.ok && next.error.code === 'bad-value') return { is: 'outside', ...next.error };
    if (!next.ok) return { is: 'refused', refusal: next.error.code };
    // Characters that JSON escapes count several times over.
    const message = utf8Length(JSON.stringify(value)) + AROUND_BYTES;
    return message > LIMITS.messageBytes ? { is: 'outside' } : null;
  };

  const commit: Edits['commit'] = async (parameter, value) => {
    const error = check(parameter, value);
    if (error !== null || program === null) return error;
    const edit = { id: parameter, value };
    const forget = (): void => setSent((now) => now.filter((one) => one !== edit));
    setSent((now) => [...now, edit]);
    const refusal = await dispatch({ type: 'set', program: program.program, parameter, value }, 'in-place');
    if (refusal === null) {
      setTimeout(forget, BELIEVED_MS);
      return null;
    }
    forget();
    return refusal === 'bad-value' ? { is: 'outside' } : { is: 'refused', refusal };
  };
  return { program: program?.program ?? null, tree, check, commit };
}

export function editErrorText(error: EditError, kind: ParameterKind, text: StageMessages): string {
  if (error.is === 'refused') return refusalText(error.refusal);
  const range = parameterRange(kind);
  return text.wrong(kind, error.min ?? range?.[0], error.max ?? range?.[1]);
}
