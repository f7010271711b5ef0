import { type ReactNode, useEffect, useState } from 'react';
import { LANGUAGE_NAMES, nextLanguage } from '../../../../shared/languages.ts';
import { classCodeOf } from '../../../../shared/protocol/class-code.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useDocumentSettings } from '../../../settings/use-document-settings.ts';
import { nextTheme, useSettings } from '../../../settings/settings-store.ts';
import { Icon } from '../../../ui/icons.tsx';
import { usePanels } from '../../../ui/panels-store.ts';
import { uiMessages } from '../../../ui/messages.ts';
import { voteMessages } from '../../vote/messages.ts';
import type { Report } from '../channel.ts';
import { presenterViewMessages } from '../messages.ts';
import { ClassFoot } from './class-foot.tsx';
import { ClassSide } from './class-side.tsx';
import { DeskButtons, DeskSheet, type DeskSheetName } from './desk.tsx';
import { Foot } from './foot.tsx';
import { Notes } from './notes.tsx';
import styles from './presenter-page.module.css';
import { useViewKeys } from './use-view-keys.ts';
import { listen, usePresenterView } from './view-store.ts';
import { readOwnTheme, setOwnLanguage, setOwnTheme } from './view-settings.ts';

readOwnTheme();

/** The presenter's second screen: notes, time, the class and its answers, and the way on. It has no lab of its own. */
export function PresenterPage({ code: typed }: { readonly code: string }): ReactNode {
  const code = classCodeOf(typed) ?? typed;
  const text = useMessages(presenterViewMessages);
  const { report: last, isThere, isOver, isElsewhere } = usePresenterView();
  // This browser does not hear then how the class goes on.
  const report = isElsewhere ? null : last;
  const [sheet, setSheet] = useState<DeskSheetName | null>(null);
  useDocumentSettings(`${text.title} ${code}`);
  useViewKeys();
  useEffect(() => listen(code), [code]);
  return (
    <div className={styles['page']} data-part="presenter-view" data-there={isThere}>
      <Head code={code} report={isThere ? report : null}>
        {report !== null && !isOver && <DeskButtons open={setSheet} />}
      </Head>
      {/* It keeps what somebody has written while the other window is loaded anew. */}
      {last !== null && !isOver && sheet !== null && (
        <DeskSheet sheet={sheet} report={last} code={code} close={() => setSheet(null)} />
      )}
      <Answer />
      {!isThere && (
        <output className={styles['apart']} data-part="apart">
          {isOver ? (
            <b>{text.ended}</b>
          ) : isElsewhere ? (
            <>
              <b>{text.elsewhere}</b> {text.elsewhereWhy}
            </>
          ) : (
            <>
              <b>{text.apart}</b> {text.apartWhy}
            </>
          )}
        </output>
      )}
      {report !== null && (
        <>
          <div className={styles['body']}>
            <Notes report={report} />
            {!isOver && <ClassSide report={report} />}
            {!isOver && <ClassFoot report={report} />}
          </div>
          {!isOver && <Foot report={report} isThere={isThere} />}
        </>
      )}
    </div>
  );
}

/** A press is answered here: nobody looks at the other window then. */
function Answer(): ReactNode {
  const toast = usePanels((panels) => panels.toast);
  return (
    <output className={styles['answer']} data-part="answer" data-bad={toast?.bad}>
      {toast?.text}
    </output>
  );
}

/** On a phone the class is far below the notes. */
function Brief({ report: { followers, aside, question } }: { readonly report: Report }): ReactNode {
  const text = useMessages(presenterViewMessages);
  const { haveAnswered } = useMessages(voteMessages);
  const parts = [
    `${followers} ${text.here(followers)}`,
    ...(aside > 0 ? [text.aside(aside)] : []),
    ...(question === null ? [] : [`${question.answered}/${question.of} ${haveAnswered}`]),
  ];
  return (
    <span className={styles['brief']} aria-hidden="true">
      {parts.join(' · ')}
    </span>
  );
}

function Head({
  code,
  report,
  children,
}: {
  readonly code: string;
  readonly report: Report | null;
  readonly children: ReactNode;
}): ReactNode {
  const text = useMessages(presenterViewMessages);
  const uiText = useMessages(uiMessages);
  const { language, theme } = useSettings();
  const other = nextLanguage(language);
  return (
    <header className={styles['head']}>
      <h1>
        {text.title} <small>{text.ofClass(code)}</small>
      </h1>
      {report !== null && (
        <output className={styles['mode']} data-part="mode" data-mode={report.mode}>
          {!report.isConnected && report.mode !== 'recording'
            ? text.mode.lost
            : report.mode === 'live'
              ? text.mode.live
              : text.mode[report.mode](report.cursor, report.head)}
        </output>
      )}
      {report !== null && <Brief report={report} />}
      {children}
      <button
        type="button"
        title={LANGUAGE_NAMES[other].change}
        aria-label={LANGUAGE_NAMES[other].change}
        lang={LANGUAGE_NAMES[other].tag}
        onClick={() => void setOwnLanguage(other)}
      >
        {LANGUAGE_NAMES[other].short}
      </button>
      <button
        type="button"
        title={uiText.themeNow(uiText.themes[theme])}
        aria-label={uiText.themeNow(uiText.themes[theme])}
        onClick={() => setOwnTheme(nextTheme(theme))}
      >
        <Icon name="theme" />
      </button>
    </header>
  );
}
