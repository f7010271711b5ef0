import type { ReactNode } from 'react';
import type { HostId, ValueView } from '../../../shared/events.ts';
import type { LabState, ProgramState } from '../../../shared/lab-state.ts';
import { sendIdentity } from '../../scene/send-identity.ts';
import { threadsOf } from '../../../shared/next-move.ts';
import { valueScene } from '../../scene/values.ts';
import { useFollowedByte } from '../../stores/inspector-store.ts';
import { ByteCell } from './byte-cell.tsx';
import styles from './program-facts.module.css';
import { useStageText } from './use-stage-text.ts';

interface Props {
  state: LabState;
  host: HostId;
  program: ProgramState | null;
}

/** What the program has in memory and what it has printed. */
export function ProgramFacts({ state, host, program }: Props): ReactNode {
  const text = useStageText();
  const variables = program?.variables ?? [];
  return (
    <div className={styles['facts']}>
      <ul className={styles['variables']} aria-label={text.variables}>
        {variables.length === 0 && <li className={styles['quiet']}>{text.noVariables}</li>}
        {variables.map(({ name, value }) => (
          <li
            key={name}
            className={styles['variable']}
            data-is={value.is}
            data-anchor={`var:${host}:${name}`}
          >
            <span className={styles['name']}>{name}</span> <Value state={state} value={value} host={host} />
          </li>
        ))}
        {/* Where the next one will stand. */}
        <li className={styles['next']} aria-hidden="true" data-anchor={`next-var:${host}`} />
      </ul>
      <Output state={state} host={host} program={program} />
    </div>
  );
}

function Value({ state, value, host }: { state: LabState; value: ValueView; host: HostId }): ReactNode {
  const text = useStageText();
  const { pieces, length, is, from, flow } = valueScene(state, value);
  const followed = useFollowedByte(flow);
  const first = pieces[0]?.cells[0]?.offset;
  const all = pieces.map((piece) => piece.text).join('');
  return (
    <span className={styles['value']} title={all} data-bytes="">
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

function Output({ state, host, program }: Props): ReactNode {
  const text = useStageText();
  const exception =
    program === null
      ? null
      : (threadsOf(state, program.program).find((thread) => thread.exception !== null)?.exception ?? null);
  const lines = (program?.output ?? []).flatMap((printed) => printed.replace(/\n$/, '').split('\n'));
  const last = lines.at(-1);
  return (
    <div className={styles['output']} data-anchor={`output:${host}`}>
      {exception === null && <span className={styles['label']}>{text.output}</span>}
      {exception !== null ? (
        <code className={styles['exception']} title={`${exception.name}: ${exception.message}`}>
          {exception.name}: {exception.message}
        </code>
      ) : last === undefined ? (
        <span className={styles['quiet']}>{text.noOutput}</span>
      ) : (
        <>
          <code className={styles['printed']} title={lines.join('\n')}>
            {last}
          </code>
          {lines.length > 1 && (
            <span className={styles['earlier']} title={lines.join('\n')}>
              {text.outputMore(lines.length - 1)}
            </span>
          )}
        </>
      )}
    </div>
  );
}
