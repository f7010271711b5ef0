import { after } from '../../../after.ts';
import type { Language } from '../../../../shared/languages.ts';
import { Throttle } from '../../../../shared/throttle.ts';
import { actInClass } from '../../../lab/class-door.ts';
import { labMessages } from '../../../lab/messages.ts';
import { PRESS_ANSWERED_MS, useLastPress } from '../../../lab/last-press.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { predictions, useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { usePlayback } from '../../../playback/playback-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { uiMessages } from '../../../ui/messages.ts';
import { whenPassed } from '../../../ui/when-passed.ts';
import { goOnFromCard } from '../../prediction/card-stops.ts';
import { hand } from '../../hands/hand-actions.ts';
import { actOnLabs } from '../../own-labs/own-acts.ts';
import { primaryActionMessages } from '../../primary-action/messages.ts';
import { resultsNow } from '../../vote/ask/results.ts';
import { voteMessages } from '../../vote/messages.ts';
import { askQuestion, take } from '../../vote/vote-actions.ts';
import { useVoteView } from '../../vote/vote-store.ts';
import { channelOf, GONE_AFTER_MS, readSaid, type Said, type Told, type ViewKey } from '../channel.ts';
import { Answers } from './answers.ts';
import { NotedWay } from './noted-way.ts';
import { askedNow, hereOf, primaryIn, type Remembered, reportNow, type ReportTexts } from './report.ts';

/** While somebody scrubs, the view is told at most this often, ms. */
const TOLD_EVERY_MS = 50;

/** Answers the presenter view of this class. Returns the way to stop. */
export function present(code: string): () => void {
  const channel = channelOf(code);
  let heardMs = -Infinity;
  let language: Language = useSettings.getState().language;
  let told = '';
  let seen: object | null = null;
  let remembered: Remembered = { beganAt: null, most: 0 };
  let stopAwaiting = (): void => {};
  const notedWay = new NotedWay(() => tells.ask());

  const post = (message: Told): void => channel.postMessage(message);
  const answers = new Answers(post);
  let stopView = (): void => {};
  const viewIsOpen = (): void => {
    stopView();
    stopView = after(GONE_AFTER_MS, () => useVoteView.setState({ hasView: false }));
    if (!useVoteView.getState().hasView) useVoteView.setState({ hasView: true });
  };
  const tell = (): void => {
    remembered = remember(remembered);
    const text = textsIn(language);
    if (text === null || performance.now() - heardMs > GONE_AFTER_MS) return;
    const report = reportNow(text, remembered, notedWay);
    const now = JSON.stringify(report);
    if (report === null || now === told) return;
    told = now;
    post(report);
  };
  const remember = (before: Remembered): Remembered => {
    const { class: now } = useRoom.getState();
    if (now === null || now === seen) return before;
    seen = now;
    const beganAt = now.beganMsAgo === undefined ? before.beganAt : Date.now() - now.beganMsAgo;
    return { beganAt, most: Math.max(before.most, hereOf(now)) };
  };
  const tells = new Throttle(TOLD_EVERY_MS, after, tell);
  const ask = (): void => tells.ask();

  channel.onmessage = ({ data }) => {
    const said = readSaid(data);
    if (said === null) return;
    if (said.is !== 'hello') {
      answers.listen();
      return act(said, language, post);
    }
    heardMs = performance.now();
    viewIsOpen();
    language = said.language;
    told = '';
    void readTexts(language).then(ask);
  };
  // No event says that the effect of a press is awaited no longer.
  const pressed = (): void => {
    stopAwaiting();
    stopAwaiting = whenPassed(useLastPress.getState().madeMs + PRESS_ANSWERED_MS, ask);
    ask();
  };
  const leave = (): void => {
    const part = useRoom.getState().class?.part;
    post({ is: 'gone', isOver: part === 'over', isElsewhere: part === 'replaced' });
  };
  const stops = [
    useRoom.subscribe(ask),
    usePlayhead.subscribe(ask),
    usePlayback.subscribe(ask),
    useWalkthrough.subscribe(ask),
    useLastPress.subscribe(pressed),
  ];
  addEventListener('pagehide', leave);
  tell();
  return () => {
    for (const stop of stops) stop();
    removeEventListener('pagehide', leave);
    stopAwaiting();
    stopView();
    useVoteView.setState({ hasView: false });
    answers.end();
    tells.end();
    leave();
    channel.close();
  };
}

/** Does what was pressed in the view, as far as it is still what this window shows. */
function act(said: Exclude<Said, { is: 'hello' }>, language: Language, post: (message: Told) => void): void {
  switch (said.is) {
    case 'press': {
      const text = textsIn(language);
      const primary = text === null ? null : primaryIn(text);
      return primary?.label === said.label ? primary.act() : undefined;
    }
    case 'key':
      return press(said.key);
    case 'watch':
    case 'ask':
      return answerFor(said);
    case 'turn':
      return take(said.turn, { id: said.question, round: said.round });
    case 'hand':
      return hand(said.hand);
    case 'own':
      return actOnLabs(said.own);
    case 'question':
      return askQuestion(said.about, said.right);
    case 'results':
      return void resultsNow().then((results) => post({ is: 'results', results: [...results] }));
    case 'pace':
      return void actInClass({ is: 'pace', isLimited: said.isLimited });
    default:
      return said satisfies never;
  }
}

function answerFor({ is, prediction }: Extract<Said, { is: 'watch' | 'ask' }>): void {
  const { lesson } = useWalkthrough.getState();
  if (lesson === null || askedNow()?.id !== prediction) return;
  if (is === 'ask') return askQuestion({ lesson: lesson.id, prediction });
  predictions.give(lesson, prediction, -1);
  goOnFromCard();
}

/** The page hears the key as if it were pressed here. Escape closes what is open over the stage, which is the browser's work. */
function press(pressed: ViewKey): void {
  if (pressed === 'Escape')
    for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close();
  const shiftKey = pressed.startsWith('Shift+');
  const key = pressed.replace('Shift+', '');
  dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, cancelable: true }));
}

const catalogues = {
  action: primaryActionMessages,
  ui: uiMessages,
  lab: labMessages,
  vote: voteMessages,
};

async function readTexts(language: Language): Promise<void> {
  await Promise.all(Object.values(catalogues).map((catalogue) => catalogue.read(language)));
}

/** Null while they are being fetched. */
function textsIn(language: Language): ReportTexts | null {
  const action = catalogues.action.in(language);
  const ui = catalogues.ui.in(language);
  const lab = catalogues.lab.in(language);
  const vote = catalogues.vote.in(language);
  return action && ui && lab && vote ? { action, ui, lab, vote } : null;
}
