import { plain } from '../../i18n/plain.ts';
import type { Playhead } from '../../playback/playhead-store.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';
import type { PressSpan } from '../../playback/projections/press-spans.ts';
import { readingMs } from '../../playback/pacing.ts';
import { type Told, toldAt } from './narrated-event.ts';
import { type NarrationWords, sentenceOf } from './sentence.ts';
import type { SummaryMessages } from './summary/messages.ts';
import { summaryOf } from './summary/span-summary.ts';

/** The session as the sentences are made from it, and who reads them. */
export type TellingLog = Pick<Playhead, 'events' | 'base' | 'index' | 'stateAt'>;
export interface Reader {
  readonly words: NarrationWords;
  readonly summary: SummaryMessages['summary'];
  /** The reader operates the lab. */
  readonly inHand: boolean;
}

export interface Narrated {
  /** The event that the sentence tells, or the last one of those that it sums up; 0 before the first. */
  readonly seq: number;
  readonly sentence: string;
  /** The press that it belongs to; null before the first event, and where an event was stepped to. */
  readonly span: PressSpan | null;
  /** The press is a flood, which can be shown slowly. */
  readonly floods: boolean;
  /** The sentence sums a flood up. */
  readonly asOne: boolean;
}

/** Sentences by log and by words: the bar, the scrubber and the trail ask for the same ones. */
const known = new WeakMap<LogIndex, WeakMap<NarrationWords['narration'], Map<string, string>>>();

function remembered(log: TellingLog, { words, inHand }: Reader, key: string, make: () => string): string {
  const ofLog = known.get(log.index) ?? new WeakMap<NarrationWords['narration'], Map<string, string>>();
  known.set(log.index, ofLog);
  const sentences = ofLog.get(words.narration) ?? new Map<string, string>();
  ofLog.set(words.narration, sentences);
  const name = `${key} ${inHand}`;
  const sentence = sentences.get(name) ?? make();
  sentences.set(name, sentence);
  return sentence;
}

/** An event's own sentence. */
export function sentenceAt(log: TellingLog, seq: number, reader: Reader): string | null {
  const event = log.events[seq - log.base - 1];
  if (event === undefined) return null;
  return remembered(log, reader, String(seq), () => {
    const scene = {
      before: log.stateAt(seq - 1),
      after: log.stateAt(seq),
      index: log.index,
      inHand: reader.inHand,
    };
    return sentenceOf(event, scene, reader.words);
  });
}

/** The sentence that stands at an instant; null before the first event. */
export function narrationAt(log: TellingLog, cursor: number, reader: Reader): Narrated | null {
  const told = toldAt(log, cursor);
  return told === null ? null : narrated(log, told, cursor, reader);
}

function narrated(log: TellingLog, told: Told, cursor: number, reader: Reader): Narrated | null {
  const { event, span, floods, asOne } = told;
  const to = Math.min(cursor, span.to);
  const sentence = asOne ? summaryAt(log, span.from, to, reader) : sentenceAt(log, event.seq, reader);
  return sentence === null ? null : { seq: asOne ? to : event.seq, sentence, span, floods, asOne };
}

function summaryAt(log: TellingLog, from: number, to: number, reader: Reader): string {
  return remembered(log, reader, `${from}-${to}`, () =>
    reader.summary(summaryOf(log, { from, to }, log.stateAt(from - 1), log.stateAt(to))),
  );
}

/** The last sentences that have stood, oldest first, one for each press; the press under way is the last. */
export function trailAt(log: TellingLog, cursor: number, reader: Reader, most: number): readonly Narrated[] {
  const trail: Narrated[] = [];
  const { presses } = log.index;
  let at = cursor;
  while (trail.length < most) {
    const told = narrationAt(log, at, reader);
    if (told === null || told.span === null) break;
    trail.unshift(told);
    if (presses.ordinalAt(told.span.from) === 0) break;
    at = told.span.from - 1;
  }
  return trail;
}

/** The sentence of the last press before this event, as it stood at the press's end. */
export function pressBefore(log: TellingLog, seq: number, reader: Reader): Narrated | null {
  const { presses } = log.index;
  for (let at = presses.ordinalAt(seq) - 1; at >= 0; at -= 1) {
    const span = presses.nth(at);
    if (span?.byHand === true) return narrationAt(log, span.to, reader);
  }
  return null;
}

/** The time (ms at 1×) that a sentence is left to be read once this event has been played; 0 if none is due. */
export function readingAfter(log: TellingLog, seq: number, reader: Reader): number {
  const told = narrationAt(log, seq, reader);
  const span = log.index.presses.at(seq);
  if (told === null || told.span === null || span === null || told.span.from !== span.from) return 0;
  // A press is read at its rest; a flood also as its events come.
  const isDue = seq === span.to || (told.floods && told.seq === seq);
  return isDue ? readingMs(plain(told.sentence)) : 0;
}
