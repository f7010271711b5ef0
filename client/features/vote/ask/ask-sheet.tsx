import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { SheetFrame } from '../../../ui/sheet.tsx';
import { voteMessages } from '../messages.ts';
import type { Asking } from './asking.ts';
import styles from './ask-sheet.module.css';
import { OwnQuestion } from './own-question.tsx';
import { PastAnswers } from './past-answers.tsx';
import { handAnswers } from './save-answers.ts';

/** The presenter asks the lesson's question or one of their own, and looks at the answers so far, or saves them. */
export function AskSheet(asking: Asking): ReactNode {
  const text = useMessages(voteMessages);
  const language = useSettings((settings) => settings.language);
  const { whyNot, isBusy, code, lesson, predictions, hasNext, ask, results, close } = asking;
  const offer = (about: Parameters<Asking['ask']>[0], question: string): ReactNode => (
    <p key={question} className={styles['prediction']}>
      <span>{question}</span>
      <ActButton
        className={actions['button']}
        whyNot={whyNot}
        act={() => {
          ask(about, null);
          close();
        }}
      >
        {text.ask}
      </ActButton>
    </p>
  );
  return (
    <SheetFrame title={text.askTitle} onClose={close}>
      <div className={styles['sheet']} data-part="ask-class">
        {isBusy && <p>{text.busy}</p>}
        {!isBusy && predictions.length > 0 && (
          <section>
            <h3>{text.ofLesson}</h3>
            {predictions.map(({ id, question }) => offer({ lesson, prediction: id }, question[language]))}
          </section>
        )}
        {!isBusy && hasNext && (
          <section>
            <h3>{text.askNext}</h3>
            {offer({ next: 'segment' }, text.nextSegment)}
          </section>
        )}
        {!isBusy && <OwnQuestion {...asking} />}
        <PastAnswers {...asking} />
        <section className={styles['saves']}>
          <ActButton
            className={actions['button']}
            whyNot={whyNot}
            act={() => void results().then((past) => handAnswers(code, past))}
          >
            {text.save}
          </ActButton>
          <p>{text.saveHint}</p>
        </section>
      </div>
    </SheetFrame>
  );
}
