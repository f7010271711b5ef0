import { createRoot } from 'react-dom/client';
import { untilFetched } from '../fetch-code.ts';
import { loadLanguage } from '../i18n/catalogue.ts';
import { useSettings } from '../settings/settings-store.ts';
import { App } from './app.tsx';
import { FailedFetches } from './faults.tsx';

/** React recovers by drawing once more. The fault itself belongs in the console, not React's number for it. */
const onRecoverableError = (error: unknown): void =>
  reportError(error instanceof Error ? (error.cause ?? error) : error);

/** Shows the page once its code and its texts are there: the first picture is whole. */
export async function showPage(container: HTMLElement, fetchPage: () => Promise<unknown>): Promise<void> {
  const root = createRoot(container, { onRecoverableError });
  root.render(<FailedFetches />);
  await untilFetched(fetchPage);
  await loadLanguage(useSettings.getState().language);
  root.render(
    <>
      <App />
      <FailedFetches />
    </>,
  );
}
