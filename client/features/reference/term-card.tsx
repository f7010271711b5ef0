import type { RefObject } from 'react';
import { findEntry, nameOf } from '../../../shared/content/reference/index.ts';
import { Card } from '../../ui/card.tsx';
import { usePanels } from '../../ui/panels-store.ts';
import { useCard } from '../../ui/use-card.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { referenceMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './term-card.module.css';

const ATTRIBUTE = 'data-term';

/** The explanation of a word of a listing, beside it: never over a line on which a thread stands. */
export function TermCard({ pressed }: { readonly pressed: RefObject<Element | null> }) {
  const text = useMessages(referenceMessages);
  const language = useSettings((settings) => settings.language);
  // A step may change the place where there is room for the card.
  usePlayhead((playhead) => playhead.cursor);
  const { opened, close } = useCard(ATTRIBUTE, pressed);
  const entry = opened === null ? null : findEntry(opened.id);
  if (opened === null || entry === null) return null;
  return (
    <Card
      key={entry.id}
      attribute={ATTRIBUTE}
      opened={opened}
      close={close}
      label={text.card(entry.id)}
      part="term"
    >
      <h2>
        <code>{entry.is === 'call' ? entry.signature : nameOf(entry, language)}</code>
      </h2>
      <p>
        <Sentence text={entry.text[language]} />
      </p>
      {entry.is === 'call' && (
        <dl className={styles['facts']}>
          <dt>{text.waits}</dt>
          <dd>
            <Sentence text={entry.waits[language]} />
          </dd>
          <dt>{text.returns}</dt>
          <dd>
            <Sentence text={entry.returns[language]} />
          </dd>
        </dl>
      )}
      <button
        type="button"
        className={styles['more']}
        onClick={() => {
          close();
          usePanels.setState({ sheet: 'reference', terms: [entry.id] });
        }}
      >
        {text.more}
      </button>
    </Card>
  );
}
