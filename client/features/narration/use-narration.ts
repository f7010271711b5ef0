import { useEffect, useMemo } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { useInHand } from '../../lab/use-in-hand.ts';
import { player } from '../../playback/playback.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import type { Part } from '../../playback/turns.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { uiMessages } from '../../ui/messages.ts';
import { narrationMessages } from './messages.ts';
import { summaryMessages } from './summary/messages.ts';
import { type Narrated, narrationAt, readingAfter, type Reader, sentenceAt } from './tell.ts';

/** The reader of this page, and the words for them. */
export function useReader(): Reader {
  const narration = useMessages(narrationMessages).events;
  const { tcpStates } = useMessages(uiMessages);
  const { summary } = useMessages(summaryMessages);
  const inHand = useInHand();
  return useMemo(
    () => ({ words: { narration, tcpStates }, summary, inHand }),
    [narration, tcpStates, summary, inHand],
  );
}

/** The sentence for the instant shown: the event's own when it was stepped to, else what stands there. */
export function useNarration(part: Part = 'told'): Narrated {
  const text = useMessages(narrationMessages);
  const reader = useReader();
  const { events, base, cursor, index, stateAt } = useInTurn(part);
  const setUpAt = useWalkthrough(({ walkthrough }) => walkthrough?.setUpAt ?? 0);
  const arrival = usePlayback((playback) => playback.arrival);
  return useMemo(() => {
    const log = { events, base, index, stateAt };
    const told = narrationAt(log, cursor, reader);
    const own = arrival === 'step' ? sentenceAt(log, cursor, reader) : null;
    if (own !== null)
      return { seq: cursor, sentence: own, span: null, floods: told?.floods ?? false, asOne: false };
    // The set-up's last sentence comes from the middle of what nobody has seen, except for what the wire does from now on.
    if (told !== null && cursor === setUpAt && events[told.seq - base - 1]?.type !== 'wire-set')
      return { ...told, seq: cursor, sentence: text.setUp, span: null, asOne: false };
    return told ?? { seq: 0, sentence: text.begin, span: null, floods: false, asOne: false };
  }, [text, reader, events, base, cursor, index, stateAt, arrival, setUpAt]);
}

/** As long as sentences are on the page, playing leaves the time to read them. */
export function useReadingPace(): void {
  const reader = useReader();
  useEffect(() => player.readBy((seq) => readingAfter(usePlayhead.getState(), seq, reader)), [reader]);
}
