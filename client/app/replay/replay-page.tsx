import { sourceMapMessages } from '../../features/source-map/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useState } from 'react';
import { openReplayLink, type Opened } from '../../features/recordings/recording-link.ts';
import { linkTo, type ReplayLink } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { PageFrame } from '../../features/page-frame/page-frame.tsx';
import { problemMessages } from '../../features/recordings/problem/messages.ts';
import { problemText } from '../../features/recordings/problem/problem-text.ts';
import { Shell } from '../shell.tsx';
import { MomentLine } from '../../features/recordings/moment-line.tsx';
import styles from '../../features/recordings/replay.module.css';

/** A link into a shipped recording: the stage at that moment, or why not, and a way on. */
export function ReplayPage({ link }: { readonly link: ReplayLink }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    void openReplayLink(link).then((outcome) => {
      if (wanted) setOpened(outcome);
    });
    return () => {
      wanted = false;
    };
  }, [link, tries]);

  if (opened === null) return <Loading />;
  if (opened.is === 'failed')
    return <Failed link={link} problem={opened.problem} onRetry={() => setTries((n) => n + 1)} />;
  return <Shell notice={<MomentLine link={link} opened={opened} />} />;
}

function Loading() {
  const text = useMessages(sourceMapMessages);
  return (
    <main className={styles['loading']}>
      <output>{text.loading}</output>
    </main>
  );
}

function Failed({
  link,
  problem,
  onRetry,
}: {
  readonly link: ReplayLink;
  readonly problem: Extract<Opened, { is: 'failed' }>['problem'];
  readonly onRetry: () => void;
}) {
  const text = useMessages(sourceMapMessages);
  const problemTexts = useMessages(problemMessages);
  const language = useSettings((settings) => settings.language);
  const { code } = problem;
  return (
    <PageFrame title={text.problem}>
      <h1 className={styles['title']}>{text.problem}</h1>
      <p className={styles['why']} role="alert">
        {code === 'no-lesson' ? text.noLesson(link.lesson) : problemText({ ...problem, code }, problemTexts)}
      </p>
      <p className={styles['ways']}>
        {code === 'unreachable' && (
          <button type="button" onClick={onRetry}>
            {text.again}
          </button>
        )}
        <a href={linkTo({ page: 'map' }, language)}>{text.title}</a>
        <a href={linkTo({ replay: 'L1' }, language)}>{text.first}</a>
        <a href={linkTo({}, language, '#lessons')}>{text.home}</a>
      </p>
    </PageFrame>
  );
}
