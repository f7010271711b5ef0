import { helpMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useInHand } from '../../lab/permission.ts';
import { SheetFrame } from '../../ui/sheet.tsx';
import styles from '../../ui/sheet.module.css';

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(helpMessages);
  const inHand = useInHand();
  return (
    <SheetFrame title={text.title} onClose={onClose}>
      <p>{inHand ? text.lead : text.leadWatched}</p>
      <dl className={styles['keys']}>
        {text.keys.map(([keys, meaning]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              {keys.split(/\s+/).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['quiet']}>{text.off}</p>
    </SheetFrame>
  );
}
