import type { ReactNode } from 'react';
import { PAGE_FAULTS } from '../../shared/content/page-faults.ts';
import { saveRecording } from '../features/recordings/index.ts';
import { fetchAgain, useFailedFetches } from '../fetch-code.ts';
import { hasWholeLog } from '../lab/whole-log.ts';
import { useSettings } from '../settings/settings-store.ts';
import actions from '../ui/actions.module.css';
import styles from '../ui/fault.module.css';

/** Stands in the page's place after a fault that no part of it could keep to itself. */
export function FailedPage({ error }: { readonly error: unknown }): ReactNode {
  const language = useSettings((settings) => settings.language);
  return (
    <main className={styles['page']} role="alert" data-part="failed-page">
      <h1>{PAGE_FAULTS.pageFailed[language]}</h1>
      <p>{PAGE_FAULTS.pageFailedMore[language]}</p>
      <code>{String(error)}</code>
      <p className={actions['actions']}>
        <Reload />
        <Save />
      </p>
    </main>
  );
}

/** Says that parts of the page could not be fetched, for all of them together. */
export function FailedFetches(): ReactNode {
  const language = useSettings((settings) => settings.language);
  const failed = useFailedFetches(({ again }) => again.length > 0);
  if (!failed) return null;
  return (
    <div className={styles['fetch']} role="alert" data-part="failed-fetch">
      <p>{PAGE_FAULTS.notFetched[language]}</p>
      <p className={actions['actions']}>
        <button type="button" className={actions['button']} onClick={fetchAgain}>
          {PAGE_FAULTS.tryAgain[language]}
        </button>
        <Reload />
        <Save />
      </p>
    </div>
  );
}

/** Some browsers remember a failed import for as long as the page lives. */
function Reload(): ReactNode {
  const language = useSettings((settings) => settings.language);
  return (
    <button type="button" className={actions['button']} onClick={() => location.reload()}>
      {PAGE_FAULTS.reload[language]}
    </button>
  );
}

function Save(): ReactNode {
  const language = useSettings((settings) => settings.language);
  if (!hasWholeLog()) return null;
  return (
    <button type="button" className={actions['button']} onClick={() => void saveRecording()}>
      {PAGE_FAULTS.save[language]}
    </button>
  );
}
