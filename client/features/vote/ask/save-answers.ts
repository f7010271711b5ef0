import type { PastQuestion } from '../../../../shared/protocol/vote-schema.ts';
import { messagesNow } from '../../../i18n/catalogue.ts';
import { loadLesson } from '../../../lab/index.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { handFile } from '../../../ui/hand-file.ts';
import { say } from '../../../ui/panels-store.ts';
import { csvOf } from './csv.ts';
import { voteMessages } from '../messages.ts';
import { resultsNow } from './results.ts';
import { wordsOf } from '../use-words.ts';

/** Hands all questions so far to the presenter as a file. */
export async function saveAnswers(): Promise<void> {
  await handAnswers(useRoom.getState().class?.code ?? 'class', await resultsNow());
}

/** Hands these questions to the presenter as a file, in the language of the page. */
export async function handAnswers(code: string, results: readonly PastQuestion[]): Promise<void> {
  const text = messagesNow(voteMessages);
  if (results.length === 0) return say(text.nothing);
  const { language } = useSettings.getState();
  const questions = await Promise.all(
    results.map(async (past) => {
      const lesson = 'lesson' in past.about ? await loadLesson(past.about.lesson) : null;
      return { past, words: wordsOf(past.about, lesson, (words) => words[language], text) };
    }),
  );
  const day = new Date().toISOString().slice(0, 10);
  handFile(`socketscope-${code}-${day}.csv`, csvOf(questions, text.csv), 'text/csv');
}
