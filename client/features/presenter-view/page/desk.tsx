import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useLessonOf } from '../../../lab/use-lesson.ts';
import { SheetFrame } from '../../../ui/sheet.tsx';
import { OwnLink } from '../../class-desk/own-link.tsx';
import { PaceChoice } from '../../class-desk/pace-choice.tsx';
import { AskSheet } from '../../vote/ask/ask-sheet.tsx';
import type { Report } from '../channel.ts';
import { presenterViewMessages } from '../messages.ts';
import styles from './desk.module.css';
import { resultsThere, say, useWhyNot } from './view-store.ts';

export type DeskSheetName = 'ask' | 'class';

/** Leads to what the class must not see, or need not: questions with what is right, the answers as a file, the pace, the teacher's own link. */
export function DeskButtons({ open }: { readonly open: (sheet: DeskSheetName) => void }): ReactNode {
  const text = useMessages(presenterViewMessages);
  return (
    <>
      <button type="button" onClick={() => open('ask')}>
        {text.questions}
      </button>
      <button type="button" onClick={() => open('class')}>
        {text.desk}…
      </button>
    </>
  );
}

export function DeskSheet({ sheet, ...props }: Props & { readonly sheet: DeskSheetName }): ReactNode {
  return sheet === 'ask' ? <Questions {...props} /> : <ClassSheet {...props} />;
}

interface Props {
  readonly report: Report;
  /** The class's code. */
  readonly code: string;
  readonly close: () => void;
}

function Questions({ report: { lesson: id, askable, question }, code, close }: Props): ReactNode {
  const whyNot = useWhyNot();
  const lesson = useLessonOf(id);
  return (
    <AskSheet
      whyNot={whyNot}
      isBusy={question !== null}
      onWall={false}
      code={code}
      lesson={id}
      predictions={lesson?.predictions.filter((one) => askable.predictions.includes(one.id)) ?? []}
      hasNext={askable.next}
      ask={(about, right) => say({ is: 'question', about, right })}
      results={resultsThere}
      close={close}
    />
  );
}

function ClassSheet({ report: { isPaced, ownLink }, close }: Props): ReactNode {
  const text = useMessages(presenterViewMessages);
  const whyNot = useWhyNot();
  return (
    <SheetFrame title={text.desk} onClose={close}>
      <div className={styles['sheet']} data-part="desk">
        <PaceChoice isPaced={isPaced} whyNot={whyNot} keep={(isLimited) => say({ is: 'pace', isLimited })} />
        {ownLink !== null && <OwnLink link={ownLink} onWall={false} />}
      </div>
    </SheetFrame>
  );
}
