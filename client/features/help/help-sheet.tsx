import { useInHand } from '../../lab/permission.ts';
import { useText } from '../../i18n/index.ts';
import { SheetFrame } from '../../ui/sheet.tsx';
import styles from '../../ui/sheet.module.css';

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const inHand = useInHand();
  return (
    <SheetFrame title={text.help.title} onClose={onClose}>
      <p>{inHand ? text.help.lead : text.help.leadWatched}</p>
      <dl className={styles['keys']}>
        {text.help.keys.map(([keys, meaning]) => (
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
      <p className={styles['quiet']}>{text.help.off}</p>
    </SheetFrame>
  );
}
