import { messagesNow } from '../../../i18n/catalogue.ts';
import { loadLesson } from '../../../lab/index.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { handFile } from '../../../ui/hand-file.ts';
import { say } from '../../../ui/panels-store.ts';
import { csvOf } from './csv.ts';
import { voteMessages } from '../messages.ts';
import { wordsOf } from '../use-words.ts';
import { useVoteView } from '../vote-store.ts';
import { askForResults } from '../vote-actions.ts';

/** Hands all questions so far to the presenter as a file, in the language of the page. */
export async function saveAnswers(): Promise<void> {
  const text = messagesNow(voteMessages);
  const results = await resultsNow();
  if (results.length === 0) return say(text.nothing);
  const { language } = useSettings.getState();
  const questions = await Promise.all(
    results.map(async (past) => {
      const lesson = 'lesson' in past.about ? await loadLesson(past.about.lesson) : null;
      return { past, words: wordsOf(past.about, lesson, (words) => words[language], text) };
    }),
  );
  const { class: told } = useRoom.getState();
  const day = new Date().toISOString().slice(0, 10);
  handFile(`socketscope-${told?.code ?? 'class'}-${day}.csv`, csvOf(questions, text.csv), 'text/csv');
}

/** A connection that is lost meanwhile leaves this unanswered, as the notice of it says. */
function resultsNow() {
  const before = useRoom.getState().results;
  const saves = useVoteView.getState().saves + 1;
  useVoteView.setState({ saves });
  const told = new Promise<NonNullable<typeof before>>((resolve) => {
    const stop = useRoom.subscribe(({ results }) => {
      if (results === before || results === null) return;
      stop();
      // An earlier press that was left unanswered makes no second file.
      if (useVoteView.getState().saves === saves) resolve(results);
    });
  });
  askForResults();
  return told;
}
