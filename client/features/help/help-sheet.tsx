import { helpMessages } from './messages.ts';
import { SignMark } from '../signs/sign-mark.tsx';
import { signsMessages } from '../signs/messages.ts';
import { SIGNS } from '../signs/signs.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useInHand } from '../../lab/use-in-hand.ts';
import { capsOf, KEYMAP, type KeyRow } from '../../ui/keymap.ts';
import { SheetFrame } from '../../ui/sheet.tsx';
import styles from '../../ui/sheet.module.css';

const ROWS = Object.keys(KEYMAP) as KeyRow[];

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(helpMessages);
  const { signs } = useMessages(signsMessages);
  const inHand = useInHand();
  return (
    <SheetFrame title={text.title} onClose={onClose}>
      <p>{inHand ? text.lead : text.leadWatched}</p>
      <dl className={styles['keys']}>
        {ROWS.map((row) => (
          <div key={row} style={{ display: 'contents' }}>
            <dt>
              {capsOf(row, text.space).map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{text.keys[row]}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['quiet']}>{text.off}</p>
      <h3 className={styles['heading']}>{text.signsTitle}</h3>
      <dl className={styles['keys']}>
        {SIGNS.map((id) => (
          <div key={id} style={{ display: 'contents' }}>
            <dt>
              <SignMark id={id} sign={signs[id][0]} />
            </dt>
            <dd>{signs[id][1]}</dd>
          </div>
        ))}
      </dl>
    </SheetFrame>
  );
}
