import type { SourceMapMessages } from '../source-map/messages.ts';
import { useState } from 'react';
import type { Astray, Opened } from './recording-link.ts';
import { player } from '../../playback/playback.ts';
import { linkTo, type ReplayLink } from '../../navigation/route.ts';
import { momentOf } from '../../../shared/content/source-map/statement.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { sourceMapMessages } from '../source-map/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Icon } from '../../ui/icons.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './replay.module.css';

/** The statement that the link's moment shows, and links back to the moment and to the map. */
export function MomentLine({
  link,
  opened,
}: {
  readonly link: ReplayLink;
  readonly opened: Exclude<Opened, { is: 'failed' }>;
}) {
  const text = useMessages(sourceMapMessages);
  const language = useSettings((settings) => settings.language);
  const there = usePlayhead(({ cursor }) => opened.is !== 'moment' || cursor === opened.seq);
  const recorded = usePlayhead(({ mode }) => mode === 'recording');
  const [closed, setClosed] = useState(false);
  if (closed || !recorded || opened.is === 'whole') return null;
  const elsewhere = opened.is === 'astray' && opened.why.code === 'elsewhere' ? opened.why.statement : null;
  return (
    <aside className={styles['line']} aria-label={text.shows} data-part="moment">
      <p>
        {opened.is === 'astray' ? (
          sentence(opened.why, link, text)
        ) : opened.statement === null ? (
          text.moment
        ) : (
          <>
            <span className={styles['label']}>{text.shows}</span>{' '}
            <Sentence text={opened.statement.text[language]} />
          </>
        )}
      </p>
      <span className={styles['tools']}>
        {opened.is === 'moment' && (
          <button type="button" aria-disabled={there} onClick={() => player.seek(opened.seq, 'jump')}>
            {text.toMoment}
          </button>
        )}
        {elsewhere !== null && (
          <a href={linkTo(momentOf(elsewhere), language)}>
            {text.see} · {elsewhere.lesson}
          </a>
        )}
        <a href={linkTo({ page: 'map' }, language, link.see === null ? '' : `#${link.see}`)}>{text.toMap}</a>
        <button
          type="button"
          className={styles['close']}
          aria-label={text.close}
          onClick={() => setClosed(true)}
        >
          <Icon name="close" />
        </button>
      </span>
    </aside>
  );
}

function sentence(why: Astray, { see, at }: ReplayLink, text: SourceMapMessages): string {
  switch (why.code) {
    case 'no-statement':
      return text.noStatement(see ?? '');
    case 'not-seen':
      return text.notSeen;
    case 'elsewhere':
      return text.elsewhere(why.statement.lesson);
    case 'no-moment':
      return text.noMoment(at ?? '', why.head);
    default:
      return why satisfies never;
  }
}
