import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId, ValueView } from '../../../shared/log/events.ts';
import type { LabState, ProgramState, ThreadState } from '../../../shared/model/lab-state.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { printedLines, variablesOf } from '../model/program-data.ts';
import { valueScene } from '../model/values.ts';
import { inputOf } from '../../../shared/model/waits.ts';
import { useFollowedByte } from '../model/selection-store.ts';
import { ByteCell } from './byte-cell.tsx';
import { Copying } from './copying.tsx';
import { InputField } from './input-field/index.ts';
import styles from './program-facts.module.css';

/** The newest lines that a program has printed, as many as are shown. */
const SHOWN_LINES = 2;

interface Props {
  state: LabState;
  host: HostId;
  program: ProgramState | null;
  thread: ThreadState | null;
}

/** The program's variables and its output. */
export function ProgramFacts({ state, host, program, thread }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const frame = thread?.frames.at(-1);
  const variables = variablesOf(program, thread);
  return (
    <div className={styles['facts']}>
      <ul className={styles['variables']} aria-label={text.variables}>
        {program !== null && <Copying state={state} program={program} />}
        {variables.length === 0 && <li className={styles['quiet']}>{text.noVariables}</li>}
        {variables.map(({ name, value }, i) => (
          <li
            key={`${i < (frame?.variables.length ?? 0) ? frame?.function : ''} ${name}`}
            className={styles['variable']}
            data-is={value.is}
            data-anchor={`var:${host}:${name}`}
          >
            <button
              type="button"
              className={styles['name']}
              aria-haspopup="dialog"
              data-whole={`${host}:${name}`}
            >
              {name}
            </button>{' '}
            <Value state={state} value={value} host={host} />
          </li>
        ))}
        {/* The place of the next variable. */}
        <li className={styles['next']} aria-hidden="true" data-anchor={`next-var:${host}`} />
      </ul>
      <Output state={state} host={host} program={program} />
    </div>
  );
}

function Value({ state, value, host }: { state: LabState; value: ValueView; host: HostId }): ReactNode {
  const text = useMessages(stageMessages);
  const { pieces, length, is, from, flow } = valueScene(state, value);
  const followed = useFollowedByte(flow);
  const first = pieces[0]?.cells[0]?.offset;
  return (
    <span className={styles['value']} data-bytes="">
      {is === 'bytes' && length !== null && <b>{text.bytesCount(length)} </b>}
      {pieces.map((piece, i) =>
        piece.ordinal === null ? (
          <span key={i}>{piece.text}</span>
        ) : (
          <span
            key={i}
            className={styles['piece']}
            data-hue={sendIdentity(piece.ordinal).hue}
            data-round={from === 'server' || undefined}
          >
            {flow === null
              ? piece.text
              : piece.cells.map((cell) => (
                  <ByteCell
                    key={cell.offset}
                    flow={flow}
                    offset={cell.offset}
                    bytes={cell.bytes}
                    host={host}
                    label={text.byteCell(cell.offset, cell.text, null)}
                    followed={followed}
                    first={cell.offset === first}
                  >
                    {cell.text}
                  </ByteCell>
                ))}
          </span>
        ),
      )}
    </span>
  );
}

function Output({ state, host, program }: Omit<Props, 'thread'>): ReactNode {
  const text = useMessages(stageMessages);
  const exception =
    program === null
      ? null
      : (threadsOf(state, program.program).find((thread) => thread.exception !== null)?.exception ?? null);
  const lines = printedLines(program);
  const asking = program === null ? undefined : inputOf(state, program.program);
  // The field takes the place of the newest line.
  const last = lines.slice(-SHOWN_LINES + (asking === undefined ? 0 : 1));
  return (
    <div className={styles['output']} data-anchor={`output:${host}`}>
      {exception === null && (
        <button type="button" className={styles['label']} aria-haspopup="dialog" data-whole={host}>
          {text.output}
        </button>
      )}
      {exception !== null ? (
        <code className={styles['exception']}>
          {exception.name}: {exception.message}
        </code>
      ) : last.length === 0 ? (
        asking === undefined && <span className={styles['quiet']}>{text.noOutput}</span>
      ) : (
        <>
          <code className={styles['printed']}>{last.join('\n')}</code>
          {lines.length > last.length && (
            <span className={styles['earlier']}>{text.outputMore(lines.length - last.length)}</span>
          )}
        </>
      )}
      {asking !== undefined && program !== null && (
        <InputField key={asking.call} program={program.program} prompt={asking.prompt ?? ''} />
      )}
    </div>
  );
}
