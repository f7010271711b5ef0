import { findLesson } from '../../../../shared/lessons/index.ts';
import type { ProgramState } from '../../../../shared/model/lab-state.ts';
import { standaloneScript } from '../../../../shared/programs/standalone.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { handFile } from '../../../ui/hand-file.ts';

/** The program at the instant shown, edited literals and all, as a Python file. */
export function saveScript({ program: name, tree }: ProgramState): void {
  const { language } = useSettings.getState();
  const { lab } = usePlayhead.getState().state;
  const lesson = findLesson(lab?.lesson ?? '');
  const composed = lab?.experiment;
  const title = composed?.title ?? (lesson === null ? '' : `${lesson.id} ${lesson.title[language]}`);
  const outside = composed === undefined ? (lesson?.outside ?? []) : [];
  const script = standaloneScript({ program: tree, name, title, outside, language });
  handFile(`${name}.py`, script, 'text/x-python');
}
