import { useText } from '../../text/index.ts';
import { SheetFrame } from './sheet.tsx';
import styles from './sheet.module.css';

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  return (
    <SheetFrame title={text.help.title} onClose={onClose}>
      <p>{text.help.lead}</p>
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
