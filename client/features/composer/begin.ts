import type { Composition } from '../../../shared/programs/composition.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { draftOfComposition, draftOfLab, draftOfLesson, type Draft } from './draft.ts';
import { dropProblem, replaceDraft, useCompose } from './store.ts';
import { FREE_LAB } from '../../../shared/lessons/free-lab.ts';

/** A lesson's own programs: this room's, as they were before anybody edited them. */
export function startingDraft(of = useRoom.getState().lesson): Draft | null {
  const lesson = findLesson(of) ?? findLesson(FREE_LAB);
  return lesson && draftOfLesson(lesson);
}

/**
 * Opens the composer with the draft, if the lab is the one from which the draft was begun or as which it last ran,
 * or if the lab has no programs; otherwise with the lab's programs as edited.
 */
export function beginDraft(): void {
  const { draft } = useCompose.getState();
  const { mode, state, headState } = usePlayhead.getState();
  const shown = draftOfLab(mode === 'live' ? headState : state);
  const untouched = shown === null || (state.lab?.lesson === FREE_LAB && state.lab.experiment === undefined);
  if (draft !== null && (untouched || draft.from === shown.from)) return;
  const next = shown ?? startingDraft(FREE_LAB);
  if (next !== null) replaceDraft(next);
}

/** The draft from a link or a file. */
export function takeOver(composition: Composition): void {
  replaceDraft(draftOfComposition(composition));
  dropProblem();
}
