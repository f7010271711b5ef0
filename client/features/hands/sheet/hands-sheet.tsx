import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Person } from '../../../../shared/protocol/hand-schema.ts';
import { NOTHING, PARTS } from '../../../../shared/protocol/parts.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { Icon } from '../../../ui/icons.tsx';
import { SheetFrame } from '../../../ui/sheet.tsx';
import { hand, turnPart } from '../hand-actions.ts';
import { HandIcon } from '../hand-icon.tsx';
import { useHandsView } from '../hands-store.ts';
import { handsMessages } from '../messages.ts';
import styles from './hands-sheet.module.css';
import { SecondPresenter } from './second-presenter.tsx';
import { useRoster } from './use-roster.ts';

/** The presenter sees who has raised a hand, puts parts of the room into a hand, and takes them back. */
export function HandsSheet(): ReactNode {
  const text = useMessages(handsMessages);
  const holders = useRoom((session) => session.holders);
  const queue = useRoom((session) => session.queue);
  const { raised = [], all = 0, gone = [] } = queue ?? {};
  const whyNot = useWhyNotInClass();
  const sheet = useRef<HTMLDivElement>(null);
  // The button that was pressed may be gone: keys would go nowhere.
  useEffect(() => {
    if (document.activeElement === document.body) sheet.current?.focus();
  });
  return (
    <SheetFrame title={text.title} onClose={() => useHandsView.setState({ sheet: false })}>
      <div ref={sheet} className={styles['sheet']} data-part="hands-sheet" tabIndex={-1}>
        {queue?.notKept === true && <p role="alert">{text.notKept}</p>}
        <section aria-label={text.held}>
          <h3>{text.held}</h3>
          {holders.length === 0 && <p className={styles['none']}>{text.nothingHeld}</p>}
          <ul>
            {holders.map((holder) => (
              <Row key={holder.n} person={holder} isHere={!gone.includes(holder.n)}>
                <ActButton
                  className={styles['back']}
                  whyNot={whyNot}
                  act={() => hand({ is: 'give', to: holder.n, parts: [] })}
                >
                  {text.takeBack}
                </ActButton>
              </Row>
            ))}
          </ul>
          {holders.length > 1 && (
            <ActButton
              className={actions['button']}
              whyNot={whyNot}
              act={() => {
                for (const { n } of holders) hand({ is: 'give', to: n, parts: [] });
              }}
            >
              {text.takeAll}
            </ActButton>
          )}
        </section>
        <section aria-label={text.raised}>
          <h3>{text.raised}</h3>
          {all === 0 && <p className={styles['none']}>{text.nothingRaised}</p>}
          <ol>
            {raised.map(({ isHere, ...person }) => (
              <Row key={person.n} person={person} isHere={isHere}>
                <ActButton
                  className={styles['lower']}
                  aria-label={text.lowerOne(person)}
                  title={text.lowerOne(person)}
                  whyNot={whyNot}
                  act={() => hand({ is: 'lower-of', of: person.n })}
                >
                  <HandIcon size={14} />
                  <Icon name="close" size={11} />
                </ActButton>
              </Row>
            ))}
          </ol>
          {all > raised.length && <p className={styles['none']}>{text.andMore(all - raised.length)}</p>}
          {all > 1 && (
            <ActButton
              className={actions['button']}
              whyNot={whyNot}
              act={() => hand({ is: 'lower-of', of: null })}
            >
              {text.lowerAll}
            </ActButton>
          )}
        </section>
        <Everybody />
        <SecondPresenter />
      </div>
    </SheetFrame>
  );
}

function Everybody(): ReactNode {
  const text = useMessages(handsMessages);
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState('');
  const roster = useRoster(isOpen);
  const whyNot = useWhyNotInClass();
  if (!isOpen)
    return (
      <ActButton className={actions['button']} whyNot={whyNot} act={() => setOpen(true)}>
        {text.showEverybody}
      </ActButton>
    );
  const found = roster.filter((person) => text.who(person).toLowerCase().includes(wanted.toLowerCase()));
  return (
    <section aria-label={text.everybody}>
      <h3>{text.everybody}</h3>
      {roster.length > FIND_FROM && (
        <label className={styles['find']}>
          {text.find}{' '}
          <input type="search" value={wanted} onChange={({ target }) => setWanted(target.value)} />
        </label>
      )}
      {found.length === 0 && <p className={styles['none']}>{text.nobody}</p>}
      <ul>
        {found.slice(0, SHOWN).map((person) => (
          <Row key={person.n} person={person} isHere />
        ))}
      </ul>
      {found.length > SHOWN && <p className={styles['none']}>{text.andMore(found.length - SHOWN)}</p>}
    </section>
  );
}

/** So many rows can be looked through. */
const FIND_FROM = 8;
const SHOWN = 50;

/** A person, and what can be given to them: a part that they have is pressed. */
function Row({
  person,
  isHere,
  children,
}: {
  readonly person: Person;
  readonly isHere: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const text = useMessages(handsMessages);
  const whyNot = useWhyNotInClass();
  const has = useRoom(({ holders }) => holders.find(({ n }) => n === person.n)?.parts ?? NOTHING);
  const presents = useRoom(({ queue }) => queue?.second?.n === person.n);
  return (
    <li className={styles['row']} data-away={!isHere || undefined}>
      <span className={styles['who']}>
        <bdi>{text.who(person)}</bdi>
        {!isHere && <small>{text.away}</small>}
        {person.name !== undefined && (
          <ActButton
            className={styles['small']}
            aria-label={text.unname(person)}
            title={text.unname(person)}
            whyNot={whyNot}
            act={() => hand({ is: 'unname', of: person.n })}
          >
            <Icon name="failed" size={11} />
          </ActButton>
        )}
      </span>
      {presents ? (
        <small>{text.second}</small>
      ) : (
        <fieldset className={styles['parts']}>
          <legend className="heard">{text.give(person)}</legend>
          {PARTS.map((part) => (
            <ActButton
              key={part}
              aria-pressed={has.includes(part)}
              whyNot={whyNot ?? (isHere || has.length > 0 ? null : text.isAway(person))}
              act={() => turnPart(person.n, part)}
            >
              {text.part[part]}
            </ActButton>
          ))}
        </fieldset>
      )}
      <span className={styles['end']}>{children}</span>
    </li>
  );
}
