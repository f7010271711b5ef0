import { type ReactNode, useEffect, useState } from 'react';
import type { OwnClassOn } from '../../../lab/own-classes.ts';
import styles from '../class.module.css';
import { askForOwnClasses } from './ask-class.ts';
import { OwnClass } from './own-class.tsx';
import { whenLookedAt } from './when-looked-at.ts';

/** On the home page: every class of this device that is on. */
export function OwnClasses(): ReactNode {
  const [all, setAll] = useState<readonly OwnClassOn[]>([]);
  useEffect(() => whenLookedAt(() => void askForOwnClasses().then(setAll)), []);
  return (
    <div className={styles['in-page']}>
      {all.map((on) => (
        <OwnClass key={on.own[0]} on={on} />
      ))}
    </div>
  );
}
