import { useMessages } from '../../../i18n/catalogue.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { useWalkthrough } from '../../../lab/walkthrough-store.ts';
import actions from '../../../ui/actions.module.css';
import { Icon } from '../../../ui/icons.tsx';
import { showLostLog } from '../../recordings/index.ts';
import { replacedMessages } from './messages.ts';
import styles from './replaced.module.css';

/**
 * A new lab stands where one was that was lost, or that could not be a class's. The line has room of its own above the stage:
 * it stays until somebody operates the lab, and everything else is used meanwhile.
 */
export function Replaced({ code, close }: { readonly code: string; readonly close: () => void }) {
  const text = useMessages(replacedMessages);
  const isKept = useRoom((session) => session.lostLog !== null);
  const setUpLines = useWalkthrough((run) => run.walkthrough?.setUpLines ?? 0);
  return (
    <output className={styles['replaced']} data-part="lab-replaced">
      <p>{(code === 'other-server' ? text.labElsewhere : text.labReplaced)(setUpLines > 0)}</p>
      <span>
        {isKept && (
          <button type="button" className={actions['button']} onClick={() => void showLostLog()}>
            {text.lostLog}
          </button>
        )}
        <button type="button" aria-label={text.close} onClick={close}>
          <Icon name="close" />
        </button>
      </span>
    </output>
  );
}
