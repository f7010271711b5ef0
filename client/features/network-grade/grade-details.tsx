import type { LabInfo } from '../../../shared/model/lab-state.ts';
import type { NetworkInfo } from '../../../shared/protocol/server-messages.ts';
import { useText } from '../../i18n/index.ts';
import styles from '../../ui/popover.module.css';

type Step = keyof ReturnType<typeof useText>['grade']['step'];

interface Props {
  readonly lab: LabInfo | null;
  /** This machine's network, where it is the one in use; null for a recording's. */
  readonly network: NetworkInfo | null;
}

/** The properties of the network in use, and why there is no better one. Fetched when first opened. */
export function GradeDetails({ lab, network }: Props) {
  const text = useText();
  const used = network ?? lab;
  if (used === null) return null;
  const { grade, capture, isolated } = used;
  const none = grade === 'replay';
  const failure = network?.failure ?? null;
  const forced = network?.forced === true;
  const remedy = failure && (text.grade.remedy[failure.step as Step] ?? text.grade.remedy.other);
  return (
    <>
      <h2>{text.grade.title}</h2>
      <p>{text.grade.about[grade]}</p>
      <p>{text.grade.capture[capture]}</p>
      {!isolated && grade === 'loopback' && (
        // Only where the machine itself had to be asked for one is it known why there is none.
        <p>{forced || failure === null ? text.grade.notIsolated : text.grade.noNamespace}</p>
      )}
      {forced && (grade !== 'replay' || failure === null) && <p>{text.grade.chosen[grade]}</p>}
      {lab !== null && !none && <p>{text.grade.timers[lab.timers]}</p>}
      {failure && (
        <div className={styles['failure']}>
          <p>
            {text.grade.failed(
              text.grade.step[failure.step as Step] ?? text.grade.step.unknown,
              failure.step,
              failure.errno ?? '',
            )}
          </p>
          <h3>{text.grade.remedyTitle}</h3>
          <p>{remedy}</p>
        </div>
      )}
      {lab?.kernel && (
        <p className={styles['quiet']}>
          {text.grade.kernel}: <code>{lab.kernel}</code>
        </p>
      )}
    </>
  );
}
