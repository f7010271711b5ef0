import { type ReactNode, useState } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { hand } from '../hand-actions.ts';
import { handsMessages } from '../messages.ts';
import styles from './hands-sheet.module.css';
import { useRoster } from './use-roster.ts';

/** A follower may present, too: who does, and how one is chosen. */
export function SecondPresenter(): ReactNode {
  const text = useMessages(handsMessages);
  const second = useRoom((session) => session.queue?.second);
  const [isChoosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState('');
  const roster = useRoster(isChoosing);
  const whyNot = useWhyNotInClass();
  return (
    <section aria-label={text.second}>
      <h3>{text.second}</h3>
      {second !== undefined ? (
        <ul>
          <li className={styles['row']} data-away={!second.isHere || undefined}>
            <span className={styles['who']}>
              <bdi>{text.who(second)}</bdi>
              {!second.isHere && <small>{text.away}</small>}
            </span>
            <ActButton
              className={actions['button']}
              whyNot={whyNot}
              act={() => hand({ is: 'second', to: null })}
            >
              {text.followAgain}
            </ActButton>
          </li>
        </ul>
      ) : isChoosing ? (
        <form
          className={styles['choose']}
          onSubmit={(event) => {
            event.preventDefault();
            hand({ is: 'second', to: Number(chosen) });
            setChoosing(false);
          }}
        >
          <label>
            {text.choose}{' '}
            <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
              <option value="">{'–'}</option>
              {roster.map((person) => (
                <option key={person.n} value={person.n}>
                  {text.who(person)}
                </option>
              ))}
            </select>
          </label>
          <ActButton
            type="submit"
            className={actions['button']}
            whyNot={
              whyNot ??
              (chosen === '' ? (roster.length === 0 ? text.nobodyToChoose : text.chooseFirst) : null)
            }
          >
            {text.makeSecond}
          </ActButton>
        </form>
      ) : (
        <>
          <p className={styles['none']}>{text.secondHint}</p>
          <ActButton className={actions['button']} whyNot={whyNot} act={() => setChoosing(true)}>
            {text.choose}…
          </ActButton>
        </>
      )}
    </section>
  );
}
