import { create } from 'zustand';
import type { PastQuestion } from '../../../../shared/protocol/vote-schema.ts';
import { messagesNow, useMessages } from '../../../i18n/catalogue.ts';
import { labMessages } from '../../../lab/messages.ts';
import { presenterViewMessages } from '../messages.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { say as answer } from '../../../ui/panels-store.ts';
import { channelOf, GONE_AFTER_MS, HELLO_EVERY_MS, readTold, type Report, type Said } from '../channel.ts';

interface PresenterView {
  /** The last that the window that presents has said of itself. */
  readonly report: Report | null;
  readonly isThere: boolean;
  /** The class has ended. */
  readonly isOver: boolean;
  /** Another tab or device presents it: what was said last is no longer true. */
  readonly isElsewhere: boolean;
  readonly say: (said: Said) => void;
  /** Takes the answers that were asked for last. */
  readonly heard: (results: readonly PastQuestion[]) => void;
}

export const usePresenterView = create<PresenterView>(() => ({
  report: null,
  isThere: false,
  isOver: false,
  isElsewhere: false,
  say: () => {},
  heard: () => {},
}));

/** Listens to the window that presents this class. Returns the way to stop. */
export function listen(code: string): () => void {
  const channel = channelOf(code);
  const say = (said: Said): void => channel.postMessage(said);
  let heardMs = -Infinity;
  const hello = (): void => {
    if (performance.now() - heardMs > GONE_AFTER_MS) usePresenterView.setState({ isThere: false });
    say({ is: 'hello', language: useSettings.getState().language });
  };
  channel.onmessage = ({ data }) => {
    const told = readTold(data);
    if (told === null) return;
    heardMs = performance.now();
    if (told.is === 'results') return usePresenterView.getState().heard(told.results);
    if (told.is === 'says') return answer(told.text, told.bad);
    if (told.is === 'gone')
      usePresenterView.setState({ isThere: false, isOver: told.isOver, isElsewhere: told.isElsewhere });
    else usePresenterView.setState({ report: told, isThere: true, isOver: false, isElsewhere: false });
  };
  usePresenterView.setState({ say });
  const timer = setInterval(hello, HELLO_EVERY_MS);
  const stopSettings = useSettings.subscribe(hello);
  // A hidden page's timers are slow.
  document.addEventListener('visibilitychange', hello);
  hello();
  return () => {
    clearInterval(timer);
    stopSettings();
    document.removeEventListener('visibilitychange', hello);
    channel.close();
  };
}

/** Returns why nothing can be done in the class from here now; null if it can. */
export function useWhyNot(): string | null {
  const { apart, elsewhere } = useMessages(presenterViewMessages);
  const { offline } = useMessages(labMessages).keys.whyNot;
  const { report, isThere, isElsewhere } = usePresenterView();
  if (isElsewhere) return elsewhere;
  if (!isThere || report === null) return apart;
  // A window that plays a recording keeps its connection to the class.
  return report.isConnected || report.mode === 'recording' ? null : offline;
}

export const say = (said: Said): void => usePresenterView.getState().say(said);

/** All questions so far, as the window that presents has them. A later call leaves an earlier one unanswered. */
export function resultsThere(): Promise<readonly PastQuestion[]> {
  return new Promise((heard) => {
    usePresenterView.setState({ heard });
    say({ is: 'results' });
  });
}

/** Presses the primary button of the window that presents. */
export function pressPrimary(): void {
  const { report, isThere, isElsewhere } = usePresenterView.getState();
  const { apart, elsewhere } = messagesNow(presenterViewMessages);
  if (report === null || !isThere) return answer(isElsewhere ? elsewhere : apart);
  say({ is: 'press', label: report.primary.label });
}
