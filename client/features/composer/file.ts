import { compositionText, readComposition, type Composition } from '../../../shared/programs/composition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { standaloneScript } from '../../../shared/programs/standalone.ts';
import { download } from '../../lab/download.ts';
import { handFile } from '../../ui/hand-file.ts';
import { usePanels } from '../../ui/panels-store.ts';
import type { Language } from '../../../shared/languages.ts';
import { takeOver } from './begin.ts';
import { useCompose } from './store.ts';

export function saveComposition(composition: Composition): void {
  download(compositionText(composition), 'application/json', 'json');
}

/** Each program as a script that runs by itself. */
export function saveScripts({ programs, experiment }: Composition, language: Language): void {
  for (const [name, program] of Object.entries(programs)) {
    const script = standaloneScript({ program, name, title: experiment.title, outside: [], language });
    handFile(`${name}.py`, script, 'text/x-python');
  }
}

/** The composer opens with what the file holds, or says what is wrong with it. */
export async function openComposition(file: File): Promise<void> {
  const read =
    file.size > LIMITS.compositionBytes
      ? ({ ok: false, problem: 'too-large' } as const)
      : readComposition(await file.text());
  if (read.ok) takeOver(read.composition);
  else useCompose.setState({ problem: read.problem });
  usePanels.setState({ sheet: 'compose' });
}
