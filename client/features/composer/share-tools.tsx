import type { ComposerMessages } from './messages.ts';
import { useRef, useState } from 'react';
import type { Composition } from '../../../shared/programs/composition.ts';
import { openComposition, saveComposition, saveScripts } from './file.ts';
import { compositionLink } from './link.ts';
import { useSettings } from '../../settings/settings-store.ts';
import styles from './compose.module.css';

/** Actions that copy, save, open and share the experiment. */
export function ShareTools({
  composition,
  text,
}: {
  readonly composition: Composition | null;
  readonly text: ComposerMessages;
}) {
  const language = useSettings((settings) => settings.language);
  const file = useRef<HTMLInputElement>(null);
  /** The result of the link that was asked for last. */
  const [answer, setAnswer] = useState<{ readonly words: string; readonly link?: string } | null>(null);
  const unsound = composition === null;
  const copy = async (): Promise<void> => {
    if (composition === null) return;
    const link = await compositionLink(location.href, composition);
    if (link === null) return setAnswer({ words: text.linkTooLong });
    try {
      await navigator.clipboard.writeText(link);
      setAnswer({ words: text.linkCopied });
    } catch {
      setAnswer({ words: text.linkShown, link });
    }
  };
  return (
    <>
      <div className={styles['buttons']}>
        <button type="button" aria-disabled={unsound} data-part="compose-link" onClick={() => void copy()}>
          {text.link}
        </button>
        <button
          type="button"
          aria-disabled={unsound}
          onClick={() => composition !== null && saveComposition(composition)}
        >
          {text.save}
        </button>
        <button
          type="button"
          aria-disabled={unsound}
          onClick={() => composition !== null && saveScripts(composition, language)}
        >
          {text.saveScripts}
        </button>
        <button type="button" onClick={() => file.current?.click()}>
          {text.open}
        </button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={text.open}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) void openComposition(chosen);
          }}
        />
      </div>
      {answer !== null && (
        <output>
          {answer.words}
          {answer.link !== undefined && (
            <input
              className={styles['link']}
              readOnly
              aria-label={text.link}
              value={answer.link}
              onFocus={(event) => event.target.select()}
            />
          )}
        </output>
      )}
    </>
  );
}
