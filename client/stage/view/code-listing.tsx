import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState, ProgramState, ThreadState } from '../../../shared/model/lab-state.ts';
import { codeLines } from '../model/code-lines.ts';
import styles from './code.module.css';
import { CodeLineView } from './code-line.tsx';
import { useEdits } from './use-edits.ts';

interface Props {
  state: LabState;
  host: HostId;
  program: ProgramState | null;
  thread: ThreadState | null;
}

export function CodeListing({ program, ...rest }: Props): ReactNode {
  const text = useMessages(stageMessages);
  if (program === null) return <div className={styles['absent']}>{text.noProgram}</div>;
  return <Lines program={program} {...rest} />;
}

/** The listing; it scrolls by itself only as far as the current line needs. */
function Lines({ state, host, program, thread }: Props & { program: ProgramState }): ReactNode {
  const text = useMessages(stageMessages);
  const box = useRef<HTMLOListElement>(null);
  const edits = useEdits(program);
  const lines = codeLines(state, program, edits.tree ?? program.tree, thread);
  const standing = lines.filter((line) => line.standing !== null);
  const current =
    thread?.line ?? (standing.find((line) => line.standing !== 'returned') ?? standing[0])?.line ?? 1;

  const results = Object.keys(program.results).length;

  useLayoutEffect(() => {
    const list = box.current;
    const line = list?.querySelector<HTMLElement>(`[data-line='${current}']`) ?? null;
    if (list === null || line === null) return undefined;
    const panel = list.closest('[role="tabpanel"]');
    // An observer tells first after the next layout, so that none is made for it.
    const observer = new ResizeObserver(() => scrollTo(list, line));
    observer.observe(panel ?? list);
    // A card beneath the panel takes some of its height, and a longer sentence above it moves it down.
    if (panel !== null) observer.observe(document.body);
    return () => observer.disconnect();
    // A result beside a line may make it wrap, and so moves those beneath it.
  }, [current, results]);

  return (
    <ol
      ref={box}
      className={styles['listing']}
      aria-label={text.listing(host)}
      data-long={lines.length > 9 || undefined}
      // A scrolling region must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {lines.map((line) => (
        <CodeLineView key={line.line} line={line} host={host} edits={edits} />
      ))}
    </ol>
  );
}

/** Scrolls no further than a line and its neighbours need. */
function scrollTo(list: HTMLElement, line: HTMLElement): void {
  const above = line.previousElementSibling?.clientHeight ?? 0;
  const below = line.nextElementSibling?.clientHeight ?? 0;
  const top = line.offsetTop - above;
  const bottom = line.offsetTop + line.clientHeight + below - list.clientHeight;
  // The line itself goes before its neighbours, which may be long.
  const least = line.offsetTop + line.clientHeight - list.clientHeight;
  const wanted = Math.max(least, Math.min(Math.max(list.scrollTop, bottom), Math.max(0, top)));
  // Never half a line at the top.
  const first = [...list.children].find((child) => (child as HTMLElement).offsetTop >= wanted - 1);
  list.scrollTop = Math.min((first as HTMLElement | undefined)?.offsetTop ?? wanted, line.offsetTop);
  // On a narrow screen it is the panel that scrolls.
  if (list.closest('[role="tabpanel"]') !== null) line.scrollIntoView({ block: 'nearest' });
}
