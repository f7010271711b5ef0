import { stageMessages, type StageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { type CSSProperties, Fragment, type ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { Token } from '../../../shared/programs/tokens.ts';
import { type CodeLine, isUnderWay, wordsOf } from '../model/code-lines.ts';
import { isTerm } from '../../../shared/programs/line-terms.ts';
import { sendIdentity } from '../model/send-identity.ts';
import styles from './code.module.css';
import { StageIcon, type StageIconName } from './stage-icon.tsx';
import { Literal } from './literal.tsx';
import type { Edits } from './use-edits.ts';

interface Props {
  line: CodeLine;
  host: HostId;
  edits: Edits;
}

const MARKS: Partial<Record<NonNullable<CodeLine['standing']>, StageIconName>> = {
  next: 'next',
  running: 'running',
  blocked: 'blocked',
  returned: 'returned',
  joining: 'blocked',
  ended: 'ended',
  failed: 'failed',
};

function resultText(line: CodeLine, text: StageMessages): string | null {
  const { result } = line;
  if (result === null) return null;
  if (result.is === 'raised') return result.exception.errno?.name ?? result.exception.name;
  const outcome = result.result;
  if (!outcome.ok) return outcome.errnoName;
  if (outcome.fd !== undefined) return `fd ${outcome.fd}`;
  if (result.name === 'send') return String(outcome.value);
  if (result.name === 'recv') return outcome.value === 0 && !result.into ? "b''" : `${outcome.value} B`;
  return text.ok;
}

/** Words with an entry in the reference can be pressed; the card listens for that (reference/term-card.tsx). */
function TokenView({ token }: { readonly token: Token }): ReactNode {
  if (!isTerm(token)) return <span className={styles[token.kind]}>{token.text}</span>;
  return (
    <button
      type="button"
      className={`${styles['term']} ${styles[token.kind] ?? ''}`}
      data-term={token.text}
      aria-haspopup="dialog"
    >
      {token.text}
    </button>
  );
}

export function CodeLineView({ line, host, edits }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const result = resultText(line, text);
  const failed = line.result !== null && (line.result.is === 'raised' || !line.result.result.ok);
  const mark = line.standing === null ? undefined : MARKS[line.standing];
  const current = line.standing !== null && line.standing !== 'returned';
  return (
    <li
      className={styles['line']}
      data-line={line.line}
      data-standing={line.standing ?? undefined}
      data-anchor={`line:${host}:${line.line}`}
      aria-current={current ? 'step' : undefined}
    >
      <span className={styles['gutter']} data-anchor={`gutter:${host}:${line.line}`}>
        {mark !== undefined && line.standing !== 'ended' && line.threads < 2 && (
          <StageIcon name={mark} size={12} />
        )}
        <span>{line.line}</span>
        {line.threads > 1 && <sup title={text.threads(line.threads)}>×{line.threads}</sup>}
      </span>
      <code className={styles['code']} style={{ '--indent': line.indent } as CSSProperties}>
        {wordsOf(line.tokens).map(({ tokens, short }, i) => (
          <Fragment key={i}>
            {i > 0 && <wbr />}
            <span className={short ? styles['short'] : undefined}>
              {tokens.map((token, k) =>
                token.parameter === undefined ? (
                  <TokenView key={k} token={token} />
                ) : (
                  <Literal
                    key={k}
                    token={token}
                    parameter={token.parameter}
                    anchor={`literal:${host}:${line.line}:${token.parameter.kind}`}
                    edits={edits}
                    hasRun={line.result !== null || isUnderWay(line.standing)}
                    hue={line.ordinal === null ? null : sendIdentity(line.ordinal).hue}
                  />
                ),
              )}
            </span>
          </Fragment>
        ))}
      </code>
      {result !== null && (
        <span
          className={styles['result']}
          data-failed={failed || undefined}
          data-outdated={line.result?.outdated}
          title={line.result?.outdated ? text.editAgain : undefined}
          data-anchor={`result:${host}:${line.line}`}
          aria-label={text.lineReturned(result)}
        >
          <StageIcon name={failed ? 'failed' : 'right'} size={12} />
          {result}
        </span>
      )}
    </li>
  );
}
