import type { GuideMessages } from './messages.ts';
import { useState } from 'react';
import type { Experiment } from '../../../shared/lessons/lesson.ts';
import { inTab } from '../../storage.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import styles from './guide.module.css';
import { dispatch } from '../../lab/commands.ts';

/** The learner's notes on an experiment's run; the key changes with the expectation. */
const notes = {
  key: ({ title, expectation }: Experiment): string =>
    `socketscope.note.${useRoom.getState().room ?? ''}.${title}.${expectation}`,
  read(experiment: Experiment): string {
    return inTab.read(this.key(experiment)) ?? '';
  },
  keep(experiment: Experiment, note: string): void {
    inTab.keep(this.key(experiment), note);
  },
};

/** An experiment that runs: what its author expected, and room for what happened. Nothing judges it. */
export function ExperimentGuide({
  experiment,
  text,
}: {
  readonly experiment: Experiment;
  readonly text: GuideMessages;
}) {
  const [note, setNote] = useState(() => notes.read(experiment));
  const words = text.experiment;
  return (
    <div className={styles['lesson']} data-part="experiment">
      <div className={styles['beside']}>
        <div>
          <h3>{words.expectation}</h3>
          <p className={styles['written']}>{experiment.expectation || words.none}</p>
        </div>
        <label>
          <h3>{words.happened}</h3>
          <textarea
            rows={6}
            maxLength={4000}
            value={note}
            placeholder={words.placeholder}
            onChange={({ target }) => {
              setNote(target.value);
              notes.keep(experiment, target.value);
            }}
          />
        </label>
      </div>
      <p className={styles['quiet']}>{words.kept}</p>
      <p className={styles['buttons']}>
        <button type="button" onClick={() => usePanels.setState({ sheet: 'compose' })}>
          {words.edit}
        </button>
        <button type="button" onClick={() => void dispatch({ type: 'new-lab', variation: null })}>
          {text.back}
        </button>
      </p>
    </div>
  );
}
