import { type ReactNode, useState } from 'react';
import { classCodeOf } from '../../../shared/protocol/class-code.ts';
import { ownClasses } from '../../lab/own-classes.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import actions from '../../ui/actions.module.css';
import { hashOfClass } from '../../lab/class-hash.ts';
import { OwnClasses } from './own-classes/index.ts';
import styles from './class.module.css';
import { classMessages } from './messages.ts';

/** The way into a class for whoever reads its code from a wall. */
export function JoinForm(): ReactNode {
  const text = useMessages(classMessages);
  const language = useSettings((settings) => settings.language);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <>
      {ownClasses().length > 0 && <OwnClasses />}
      <form
        className={styles['join']}
        data-part="join-class"
        onSubmit={(event) => {
          event.preventDefault();
          const code = classCodeOf(typed);
          setWrong(code === null);
          if (code !== null) location.assign(linkTo({}, language, hashOfClass(code)));
        }}
      >
        <label>
          {text.join}{' '}
          <input
            value={typed}
            size={8}
            maxLength={16}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <button type="submit" className={actions['button']}>
          {text.joinNow}
        </button>
        {isWrong && <p role="alert">{text.noCode}</p>}
      </form>
    </>
  );
}
