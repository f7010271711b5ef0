import type { Composition } from '../../../shared/programs/composition.ts';
import { dispatch, type Refusal } from '../../lab/commands.ts';
import { encodeComposition } from './link.ts';
import { programsKey } from './draft.ts';
import { useCompose } from './store.ts';

/** New hosts with these programs, in this room. */
export async function runHere(composition: Composition): Promise<Refusal | null> {
  const refused = await dispatch({ type: 'new-lab', ...composition });
  if (refused === null)
    useCompose.setState(({ draft }) => {
      const ran = draft && { ...draft, from: programsKey(composition.programs) };
      return { draft: ran, lastRun: ran };
    });
  return refused;
}

/** The same in a room of one's own, by way of its link: for who only watches this one. */
export async function runInOwnRoom(composition: Composition): Promise<void> {
  location.hash = `#/try/${await encodeComposition(composition)}`;
}
