import type { ReactNode, RefObject } from 'react';
import type { ValueView } from '../../../../shared/log/events.ts';
import type { LabState } from '../../../../shared/model/lab-state.ts';
import { OUTPUT_LINES } from '../../../../shared/model/reducer/programs.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { Card } from '../../../ui/card.tsx';
import { useCard } from '../../../ui/use-card.ts';
import { useFocus } from '../../model/focus-store.ts';
import { stageSockets } from '../../model/host-sockets.ts';
import { printedLines, variablesOf } from '../../model/program-data.ts';
import type { Messages } from './messages.en.ts';
import { valueMessages } from './messages.ts';
import styles from './value-card.module.css';
import { wholeValue } from './whole-value.ts';

const ATTRIBUTE = 'data-whole';

/** The whole of what the stage may have no room for: `client:data` is a variable, `client` alone a program's output. */
export function ValueCard({ pressed }: { readonly pressed: RefObject<Element | null> }): ReactNode {
  const text = useMessages(valueMessages);
  const state = usePlayhead((playhead) => playhead.state);
  const choice = useFocus();
  const { opened, close } = useCard(ATTRIBUTE, pressed);
  if (opened === null) return null;
  const card = { attribute: ATTRIBUTE, opened, close, part: 'whole-value' };
  const [place, name] = opened.id.split(':');
  const host = place === 'client' ? 'client' : 'server';
  const { program, thread } = stageSockets(state, choice)[host];
  if (name === undefined) {
    const printed = printedLines(program);
    const label = text.output(host);
    return (
      <Card key={opened.id} {...card} label={label}>
        <h2>{label}</h2>
        <p className={styles['kind']}>
          {printed.length === 0 ? text.nothing : text.lines(printed.length, OUTPUT_LINES)}
        </p>
        {printed.length > 0 && <pre className={styles['value']}>{printed.join('\n')}</pre>}
      </Card>
    );
  }
  const variable = variablesOf(program, thread).find((one) => one.name === name);
  if (variable === undefined) return null;
  return (
    <Card key={opened.id} {...card} label={text.variable(name)}>
      <h2>
        <code>{name}</code>
      </h2>
      <Whole state={state} value={variable.value} text={text} />
    </Card>
  );
}

function Whole({ state, value, text }: { state: LabState; value: ValueView; text: Messages }): ReactNode {
  const { kind, repr, characters, note } = wholeValue(state, value, text);
  return (
    <>
      <p className={styles['kind']}>{kind}</p>
      <pre className={styles['value']}>{repr}</pre>
      {characters !== undefined && <pre className={styles['value']}>{characters}</pre>}
      {note !== undefined && <p className={styles['kind']}>{note}</p>}
    </>
  );
}
