import { appMessages } from './messages.ts';
import { uiMessages } from '../ui/messages.ts';
import { changeLanguage, useMessages } from '../i18n/catalogue.ts';
import { LANGUAGE_NAMES, nextLanguage } from '../../shared/languages.ts';
import { linkTo } from '../navigation/route.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { useInClass } from '../lab/use-in-class.ts';
import { useRoom } from '../lab/room-store.ts';
import { useLesson } from '../lab/use-lesson.ts';
import { changeSettings, nextTheme, useSettings } from '../settings/settings-store.ts';
import { usePanels } from '../ui/panels-store.ts';
import { ClassBadge } from '../features/class/index.ts';
import { GradeBadge } from '../features/network-grade/index.ts';
import { Icon } from '../ui/icons.tsx';
import { MomentDots } from '../features/timeline/index.ts';
import { LabMenu } from '../features/lab-menu/lab-menu.tsx';
import { ModeBadge } from './mode-badge.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const appText = useMessages(appMessages);
  const uiText = useMessages(uiMessages);
  const { language, theme } = useSettings();
  const other = nextLanguage(language);
  const lesson = useLesson();
  const role = useRoom((session) => session.role);
  const viewers = useRoom((session) => session.viewers);
  const inClass = useInClass();
  const mode = usePlayhead((playhead) => playhead.mode);
  const experiment = usePlayhead((playhead) => playhead.state.lab?.experiment);
  return (
    <header className={styles['bar']}>
      <h1 className={styles['name']}>
        <a href={linkTo({}, language)} title={appText.home}>
          Socketscope
        </a>
      </h1>
      {lesson && (
        <button
          type="button"
          className={styles['lesson']}
          title={uiText.guide}
          data-part="lesson"
          onClick={() => usePanels.setState({ sheet: 'guide' })}
        >
          {experiment === undefined ? (
            <>
              <span className={styles['id']}>{lesson.id}</span> · {lesson.title[language]}
            </>
          ) : (
            experiment.title || appText.experiment
          )}
        </button>
      )}
      <MomentDots />
      <span className={styles['space']} />
      {role === 'viewer' && !inClass && mode !== 'recording' && (
        <span className={styles['readOnly']} title={appText.badge.readOnlyHint}>
          {appText.badge.readOnly}
        </span>
      )}
      {inClass && <ClassBadge />}
      {viewers > 1 && !inClass && mode !== 'recording' && (
        <span className={styles['viewers']}>{appText.badge.viewers(viewers - 1)}</span>
      )}
      <ModeBadge />
      <GradeBadge />
      <button
        type="button"
        className={styles['pill']}
        title={LANGUAGE_NAMES[other].change}
        aria-label={LANGUAGE_NAMES[other].change}
        lang={LANGUAGE_NAMES[other].tag}
        onClick={() => void changeLanguage(other)}
      >
        {LANGUAGE_NAMES[other].short}
      </button>
      <button
        type="button"
        className={`${styles['pill']} ${styles['wide']}`}
        title={uiText.themeNow(uiText.themes[theme])}
        aria-label={uiText.themeNow(uiText.themes[theme])}
        onClick={() => changeSettings({ theme: nextTheme(theme) })}
      >
        <Icon name="theme" />
      </button>
      <button
        type="button"
        className={`${styles['pill']} ${styles['wide']}`}
        title={appText.fullscreen}
        aria-label={appText.fullscreen}
        onClick={() => {
          const changing = document.fullscreenElement
            ? document.exitFullscreen()
            : document.documentElement.requestFullscreen();
          // Some browsers forbid full screen (an embedded page, a phone); the page then stays as it is.
          changing.catch(() => {});
        }}
      >
        <Icon name="full" />
      </button>
      <button
        type="button"
        className={`${styles['pill']} ${styles['wide']}`}
        title={uiText.help}
        aria-label={uiText.help}
        onClick={() => usePanels.setState({ sheet: 'help' })}
      >
        ?
      </button>
      <LabMenu />
    </header>
  );
}
