import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { ProgramState } from '../../../shared/model/lab-state.ts';
import styles from './column-header.module.css';
import { saveScript } from './script-file/index.ts';
import { StageIcon } from './stage-icon.tsx';

/** Saves the listed program as a script that runs by itself. The code for that is fetched when it is used. */
export function SaveScript({ program, hostName }: { program: ProgramState; hostName: string }): ReactNode {
  const text = useMessages(stageMessages);
  return (
    <button
      type="button"
      className={styles['step']}
      aria-label={`${hostName}: ${text.saveScript}`}
      data-tip={text.saveScript}
      data-part="save-script"
      onClick={() => void saveScript(program)}
    >
      <StageIcon name="save" size={15} />
    </button>
  );
}
