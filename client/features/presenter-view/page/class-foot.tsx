import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { NowYou } from '../../own-labs/labs/now-you.tsx';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import type { Report } from '../channel.ts';
import styles from './class-foot.module.css';
import { Hands, hasHands } from './hands.tsx';
import { say, useWhyNot } from './view-store.ts';

/** Whoever waits for the presenter, beneath the notes: hands, and labs of the followers' own. */
export function ClassFoot({ report: { hands, ownLabs } }: { readonly report: Report }): ReactNode {
  const text = useMessages(ownLabsMessages);
  const whyNot = useWhyNot();
  const areApart = ownLabs?.on !== undefined;
  if (!areApart && !hasHands(hands)) return null;
  return (
    <div className={styles['foot']}>
      {hasHands(hands) && <Hands hands={hands} />}
      {areApart && (
        <section data-part="own">
          <h3>{text.title}</h3>
          <NowYou told={ownLabs} whyNot={whyNot} act={(own) => say({ is: 'own', own })} />
        </section>
      )}
    </div>
  );
}
