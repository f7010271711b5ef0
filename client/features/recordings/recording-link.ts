import { firstMoment } from '../../../shared/lessons/first-moment.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import { findStatement } from '../../../shared/content/source-map/index.ts';
import type { Statement } from '../../../shared/content/source-map/statement.ts';
import { player } from '../../playback/playback.ts';
import type { ReplayLink } from '../../navigation/route.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { playShippedRecording, type RecordingProblem } from './recording-file.ts';

/** The result of a link into a shipped recording. */
export type Opened =
  /** Nothing can be shown. */
  | { readonly is: 'failed'; readonly problem: { readonly code: 'no-lesson' } | RecordingProblem }
  /** The recording stands at the moment; `statement`: what it shows, where the link named one. */
  | { readonly is: 'moment'; readonly seq: number; readonly statement: Statement | null }
  /** The recording stands at its beginning: the link named no moment. */
  | { readonly is: 'whole' }
  /** The same, because the moment that it named is none of this recording's. */
  | { readonly is: 'astray'; readonly why: Astray };

export type Astray =
  | { readonly code: 'no-statement' | 'not-seen' }
  /** The statement is shown by another lesson's recording. */
  | { readonly code: 'elsewhere'; readonly statement: Statement }
  /** Events are numbered from 1 to `head`. */
  | { readonly code: 'no-moment'; readonly head: number };

/** Plays the recording and goes to the moment. */
export async function openReplayLink({ lesson: asked, variation, see, at }: ReplayLink): Promise<Opened> {
  const lesson = findLesson(asked);
  const isOne = variation === null || lesson?.variations.some(({ id }) => id === variation) === true;
  if (lesson === null) return { is: 'failed', problem: { code: 'no-lesson' } };
  if (!isOne) return { is: 'failed', problem: { code: 'unreachable' } };
  const problem = await playShippedRecording(lesson.id, variation);
  if (problem !== null) return { is: 'failed', problem };
  const { events, head } = usePlayhead.getState();
  if (see !== null) {
    const statement = findStatement(see);
    if (statement === null) return { is: 'astray', why: { code: 'no-statement' } };
    if (statement.lesson !== lesson.id || (statement.variation ?? null) !== variation)
      return { is: 'astray', why: { code: 'elsewhere', statement } };
    const seq = firstMoment(events, statement.fact);
    if (seq === null) return { is: 'astray', why: { code: 'not-seen' } };
    player.seek(seq, 'jump');
    return { is: 'moment', seq, statement };
  }
  if (at === null) return { is: 'whole' };
  const seq = /^\d{1,9}$/.test(at) ? Number(at) : 0;
  if (seq < 1 || seq > head) return { is: 'astray', why: { code: 'no-moment', head } };
  player.seek(seq, 'jump');
  return { is: 'moment', seq, statement: null };
}
