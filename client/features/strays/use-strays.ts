import { useMessages } from '../../i18n/catalogue.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { straysMessages } from './messages.ts';
import { straySentences } from './sentences.ts';

/** A sentence for each thing that the learner has made different: a verdict that does not know it blames the kernel. */
export function useStrays(): readonly string[] {
  const text = useMessages(straysMessages);
  const { lesson, walkthrough } = useWalkthrough();
  const state = usePlayhead((playhead) => playhead.headState);
  if (lesson === null || walkthrough === null) return [];
  return straySentences(walkthrough.strays(lesson, state), state, text);
}
