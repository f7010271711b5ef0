import { useMessages } from '../../i18n/catalogue.ts';
import { stageMessages } from '../messages.ts';
import { useState, type ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { Command } from '../../../shared/protocol/server-messages.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { say } from '../../ui/panels-store.ts';
import { dispatch } from '../../lab/commands.ts';
import { subjectOfProgram, usePermission } from '../../lab/permission.ts';
import styles from './column-header.module.css';
import { StageIcon, type StageIconName } from './stage-icon.tsx';
import { useWhyNotStep } from './use-why-not.ts';

interface Props {
  host: HostId;
  program: string | null;
  /** One of several threads; null where there is only one. */
  thread: string | null;
  hostName: string;
}

/** The buttons step, run until it blocks, run on and pause of one program. A disabled one says why. */
export function StepButtons({ host, program, thread, hostName }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const permission = usePermission(subjectOfProgram(program));
  const whyNot = useWhyNotStep(host, program, thread);
  const run = useInTurn(host, ({ state }) => {
    const shown = state.programs[program ?? ''];
    return shown === undefined || shown.ended !== null ? null : shown.run;
  });
  /** The run that was told to go on through every wake-up; it is over with that run. */
  const [runningOn, setRunningOn] = useState<number | null>(null);
  const runsOn = permission === 'allowed' && run !== null && runningOn === run;

  const which = thread === null ? {} : { thread };
  const act = async (reason: string | null, make: (program: string) => Command): Promise<void> => {
    // Permission is asked as for every command; the other reasons are the thread's own.
    if (program === null || (permission === 'allowed' && reason !== null)) return say(reason ?? '');
    const command = make(program);
    if ((await dispatch(command)) !== null) return;
    if (command.type === 'run-on') setRunningOn(run);
    else if (command.type === 'pause') setRunningOn(null);
  };
  const button = (
    icon: StageIconName,
    title: string,
    reason: string | null,
    make: (id: string) => Command,
  ): ReactNode => (
    <button
      type="button"
      className={styles['step']}
      aria-disabled={reason !== null}
      aria-label={`${hostName}: ${title}${reason === null ? '' : ` – ${reason}`}`}
      data-tip={reason ?? title}
      onClick={() => void act(reason, make)}
    >
      <StageIcon name={icon} size={15} />
    </button>
  );

  return (
    <fieldset className={styles['steps']} aria-label={hostName}>
      {button('step', text.stepTitle, whyNot, (id) => ({ type: 'step', program: id, ...which }))}
      {button('until', text.runUntil, whyNot, (id) => ({ type: 'run', program: id, ...which }))}
      {runsOn
        ? button('hold', text.pause, null, (id) => ({ type: 'pause', program: id, ...which }))
        : button('on', text.runOn, whyNot, (id) => ({ type: 'run-on', program: id, ...which }))}
    </fieldset>
  );
}
