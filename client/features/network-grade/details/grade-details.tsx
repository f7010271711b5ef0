import { type GradeDetailsMessages, gradeDetailsMessages } from './messages.ts';
import { networkGradeMessages } from '../messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { LabInfo } from '../../../../shared/model/lab-state.ts';
import type { NetworkInfo } from '../../../../shared/protocol/server-messages.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { bytesText } from '../../../stage/model/quantities.ts';
import styles from '../../../ui/popover.module.css';

type Step = keyof GradeDetailsMessages['step'];

export interface Props {
  readonly lab: LabInfo | null;
  /** This machine's network, where it is the one in use; null for a recording's. */
  readonly network: NetworkInfo | null;
}

/** The properties of the network in use, and why there is no better one. Fetched when first opened. */
export function GradeDetails({ lab, network }: Props) {
  const { title } = useMessages(networkGradeMessages);
  const text = useMessages(gradeDetailsMessages);
  const heldAtMost = usePlayhead((playhead) => playhead.state.heldAtMost);
  // A recording may be older than the count, which is made at each rest.
  const isCounted =
    usePlayhead(({ mode, events, cursor }) => {
      return mode !== 'recording' && events.some(({ type, seq }) => type === 'at-rest' && seq <= cursor);
    }) || heldAtMost !== null;
  const used = network ?? lab;
  if (used === null) return null;
  const { grade, capture, isolated } = used;
  const none = grade === 'replay';
  const held =
    heldAtMost === null ? text.lessThan(bytesText(LIMITS.labBytesTold)) : text.atMost(bytesText(heldAtMost));
  const failure = network?.failure ?? null;
  const forced = network?.forced === true;
  const remedy = failure && (text.remedy[failure.step as Step] ?? text.remedy.other);
  return (
    <>
      <h2>{title}</h2>
      <p>{text.about[grade]}</p>
      <p>{text.capture[capture]}</p>
      {!isolated && grade === 'loopback' && (
        // Only where the machine itself had to be asked for one is it known why there is none.
        <p>{forced || failure === null ? text.notIsolated : text.noNamespace}</p>
      )}
      {forced && (grade !== 'replay' || failure === null) && <p>{text.chosen[grade]}</p>}
      {lab !== null && !none && <p>{text.timers[lab.timers]}</p>}
      {lab !== null && !none && isCounted && <p>{text.held(held, bytesText(LIMITS.labBytes))}</p>}
      {failure && (
        <div className={styles['failure']}>
          <p>
            {text.failed(
              text.step[failure.step as Step] ?? text.step.unknown,
              failure.step,
              failure.errno ?? '',
            )}
          </p>
          <h3>{text.remedyTitle}</h3>
          <p>{remedy}</p>
        </div>
      )}
      {lab?.kernel && (
        <p className={styles['quiet']}>
          {text.kernel}: <code>{lab.kernel}</code>
        </p>
      )}
    </>
  );
}
