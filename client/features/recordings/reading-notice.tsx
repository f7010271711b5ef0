import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import actions from '../../ui/actions.module.css';
import card from '../../ui/notice.module.css';
import { recordingsMessages } from './messages.ts';
import type { Reading } from './reading-store.ts';

/** Says how far a recording is opened, and offers to leave it. */
export function ReadingNotice({ reading: { share, cancel } }: { readonly reading: Reading }): ReactNode {
  const text = useMessages(recordingsMessages);
  const percent = Math.floor(share * 100);
  return (
    <div className={card['notice']} data-part="reading">
      <p id="reading">{text.reading(percent)}</p>
      <progress max={100} value={percent} aria-labelledby="reading" />
      {cancel !== null && (
        <button type="button" className={actions['button']} onClick={cancel}>
          {text.cancel}
        </button>
      )}
    </div>
  );
}
