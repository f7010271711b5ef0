import { usePlayhead } from '../../stores/playhead-store.ts';
import { useSession } from '../../stores/session-store.ts';
import { useText } from '../../text/index.ts';
import styles from './popover.module.css';

type Step = keyof ReturnType<typeof useText>['grade']['remedy'];

/** Which network is in use, and behind it why not a better one. */
export function GradeBadge() {
  const text = useText();
  const mode = usePlayhead((playhead) => playhead.mode);
  const lab = usePlayhead((playhead) => playhead.state.lab);
  const network = useSession((session) => session.network);
  // A recording was made on some network: that is the one to tell of, unless this machine has none at all.
  const none = network?.grade === 'replay';
  const recorded = mode === 'recording' && !none;
  const grade = recorded ? lab?.grade : network?.grade;
  if (grade === undefined) return null;
  const failure = recorded ? null : (network?.failure ?? null);
  const remedy = failure && (text.grade.remedy[failure.step as Step] ?? text.grade.remedy.other);
  const capture = recorded ? lab?.capture : network?.capture;
  const isolated = recorded ? lab?.isolated : network?.isolated;
  return (
    <>
      <button
        type="button"
        className={styles['badge']}
        popoverTarget="grade"
        aria-label={`${text.grade.open}: ${text.grade[grade]}`}
        data-failed={failure !== null}
      >
        {text.grade[grade]}
        {failure && <span aria-hidden="true"> · !</span>}
      </button>
      <section
        id="grade"
        popover="auto"
        className={`${styles['popover']} ${styles['grade']}`}
        aria-label={text.grade.title}
      >
        <h2>{text.grade.title}</h2>
        <p>{text.grade.about[grade]}</p>
        {capture && <p>{text.grade.capture[capture]}</p>}
        {isolated === false && grade === 'loopback' && <p>{text.grade.notIsolated}</p>}
        {network?.forced && !recorded && <p>{text.grade.forced}</p>}
        {failure && (
          <div className={styles['failure']}>
            <p>{text.grade.failed(failure.step, failure.errno ?? '')}</p>
            <h3>{text.grade.remedyTitle}</h3>
            <p>{remedy}</p>
          </div>
        )}
        {lab?.kernel && (
          <p className={styles['quiet']}>
            {text.grade.kernel}: <code>{lab.kernel}</code>
          </p>
        )}
      </section>
    </>
  );
}
