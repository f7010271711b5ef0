import { type ReactNode, useEffect, useRef, useState } from 'react';
import { LIMITS } from '../../../shared/limits.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRoom } from '../../lab/room-store.ts';
import { useWhyNotInClass } from '../../lab/class-door.ts';
import { ActButton } from '../../ui/act-button.tsx';
import actions from '../../ui/actions.module.css';
import { SheetFrame } from '../../ui/sheet.tsx';
import { hand } from './hand-actions.ts';
import { useHandsView } from './hands-store.ts';
import styles from './hands.module.css';
import { handsMessages } from './messages.ts';

/** The follower's short name. Without one they are called by their number. */
export function NameSheet(): ReactNode {
  const text = useMessages(handsMessages);
  const own = useRoom((session) => session.ownHand);
  const has = useRoom((session) => session.may.length > 0);
  const [typed, setTyped] = useState(own?.name ?? '');
  const cannot = useWhyNotInClass();
  const field = useRef<HTMLInputElement>(null);
  // The sheet has one field, and whoever opens it wants to type. The sheet itself focuses its title.
  useEffect(() => field.current?.select(), []);
  const close = (): void => useHandsView.setState({ naming: false });
  if (own === null) return null;
  const whyNot = own.isNameless === true ? text.nameless : has ? text.nameStays : null;
  return (
    <SheetFrame title={text.nameTitle} onClose={close}>
      <form
        className={styles['name']}
        data-part="name-hand"
        onSubmit={(event) => {
          event.preventDefault();
          if (whyNot === null) hand({ is: 'name', name: typed });
          close();
        }}
      >
        <label>
          {text.nameLabel}{' '}
          <input
            ref={field}
            value={typed}
            maxLength={LIMITS.nicknameCharacters}
            autoComplete="off"
            spellCheck={false}
            aria-disabled={whyNot !== null}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <p>{whyNot ?? text.nameHint(own.n)}</p>
        {whyNot === null && (
          <ActButton type="submit" className={actions['button']} whyNot={cannot}>
            {text.use}
          </ActButton>
        )}
      </form>
    </SheetFrame>
  );
}
