import { useEffect, useState } from 'react';
import type { Localized } from '../../../shared/languages.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { kindOfOption, NEXT_SEGMENTS, senderOf } from '../../../shared/protocol/next-segment.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { loadLesson } from '../../lab/index.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import type { Messages } from './messages.en.ts';
import { voteMessages } from './messages.ts';

export interface Words {
  readonly text: string;
  readonly options: readonly { readonly text: string; readonly because?: string }[];
}

/** The words of a question in one language; null if its lesson has no such prediction. */
export function wordsOf(
  about: Question['about'],
  lesson: Lesson | null,
  say: (words: Localized) => string,
  text: Pick<Messages, 'nextSegment' | 'segment' | 'sends' | 'kinds'>,
): Words | null {
  if ('next' in about) {
    const names = (option: number): string =>
      text.segment(text.sends(senderOf(option)), text.kinds[kindOfOption(option)]);
    return {
      text: text.nextSegment,
      options: Array.from({ length: NEXT_SEGMENTS }, (_, option) => ({ text: names(option) })),
    };
  }
  if ('options' in about) return { text: about.text, options: about.options.map((text) => ({ text })) };
  const prediction = lesson?.predictions.find(({ id }) => id === about.prediction);
  if (prediction === undefined) return null;
  const options = prediction.options.map(({ text, because }) => ({ text: say(text), because: say(because) }));
  return { text: say(prediction.question), options };
}

/** The words of a question in the reader's language; null while its lesson is being fetched. */
export function useWords(about: Question['about']): Words | null {
  const text = useMessages(voteMessages);
  const language = useSettings((settings) => settings.language);
  const present = useWalkthrough((run) => run.lesson);
  const [fetched, setFetched] = useState<Lesson | null>(null);
  const wanted = 'lesson' in about ? about.lesson : null;
  const isPresent = present?.id === wanted && present?.variation === undefined;
  useEffect(() => {
    let isWanted = true;
    if (wanted !== null && !isPresent)
      void loadLesson(wanted).then((lesson) => {
        if (isWanted) setFetched(lesson);
      });
    return () => {
      isWanted = false;
    };
  }, [wanted, isPresent]);
  return wordsOf(about, isPresent ? present : fetched, (words) => words[language], text);
}
