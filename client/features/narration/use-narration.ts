import { narrationMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useMemo } from 'react';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useInHand } from '../../lab/permission.ts';
import { sentenceOf } from './sentence.ts';
import { uiMessages } from '../../ui/messages.ts';
import { narratedAt } from './narrated-event.ts';

export interface Narrated {
  readonly seq: number;
  readonly sentence: string;
}

/**
 * The sentence for the instant shown: the event's own when it was stepped to, else that of the newest
 * event that tells something, so that book-keeping does not hide it.
 */
export function useNarration(): Narrated {
  const text = useMessages(narrationMessages);
  const { tcpStates } = useMessages(uiMessages);
  const { events, base, cursor, index, stateAt } = usePlayhead();
  const arrival = usePlayback((playback) => playback.arrival);
  const aggregated = usePlayback((playback) => playback.aggregated);
  const inHand = useInHand();
  return useMemo(() => {
    const last = cursor - base - 1;
    const event = events[arrival === 'step' ? last : narratedAt(events, last, index)];
    if (event === undefined) return { seq: 0, sentence: inHand ? text.begin : text.beginWatched };
    const scene = {
      before: stateAt(event.seq - 1),
      after: stateAt(event.seq),
      index,
      inHand,
    };
    const sentence = sentenceOf(event, scene, { narration: text.events, tcpStates });
    if (aggregated === null || aggregated.to !== cursor) return { seq: event.seq, sentence };
    // The result of several events is told all the same: it may be the exception that ended a program.
    return { seq: cursor, sentence: text.aggregated(aggregated.to - aggregated.from + 1, sentence) };
  }, [text, tcpStates, events, base, cursor, index, stateAt, arrival, aggregated, inHand]);
}
