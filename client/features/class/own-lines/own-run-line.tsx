import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import { saveRun } from '../../recordings/recording-file.ts';
import { type OwnRun, useClassView } from '../class-store.ts';
import { Line, Way } from '../line.tsx';

/** Their own lab has ended: the run can be saved until the page is left or this is put aside. */
export function OwnRunLine({ run, close }: { readonly run: OwnRun; readonly close: ReactNode }): ReactNode {
  const text = useMessages(ownLabsMessages);
  return (
    <Line says={text.ended} follows>
      <Way
        label={text.save}
        act={() => {
          saveRun(run.lesson, run.events);
          useClassView.setState({ ownRun: null });
        }}
      />
      {close}
    </Line>
  );
}
