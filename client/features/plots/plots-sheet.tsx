import { type PlotsMessages, plotsMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { player } from '../../playback/playback.ts';
import { plotFlows, type PlotFlow } from './plot-data.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { PlotView, type PlotAxis } from './plot-view.tsx';
import { SheetFrame } from '../../ui/sheet.tsx';
import styles from './plots.module.css';

/** A part of the axis, in events or µs. */
interface Range {
  readonly from: number;
  readonly to: number;
}

const ZOOM = 1.6;
const PAN = 0.25;

function zoomed({ from, to }: Range, factor: number, about: number, whole: Range): Range {
  const least = Math.min(4, whole.to - whole.from);
  const width = Math.min(whole.to - whole.from, Math.max(least, (to - from) / factor));
  const share = (about - from) / Math.max(1e-9, to - from);
  return within({ from: about - share * width, to: about + (1 - share) * width }, whole);
}

function within({ from, to }: Range, whole: Range): Range {
  const width = to - from;
  const start = Math.min(Math.max(from, whole.from), Math.max(whole.from, whole.to - width));
  return { from: start, to: start + width };
}

/** The plots of one direction: what its buffers held, and its segments as tcptrace draws them. */
export function PlotsSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(plotsMessages);
  const { events, base, cursor, head, state, stateAt } = usePlayhead();
  const flows = useMemo(() => plotFlows(stateAt(base), events), [base, events, stateAt]);
  const [chosen, setChosen] = useState<string | null>(null);
  const flow = flows.find((one) => one.flow === chosen) ?? busiest(flows);
  const [axis, setAxis] = useState<PlotAxis>('event');
  const first = events[0]?.at ?? 0;
  const whole: Range =
    axis === 'event'
      ? { from: base, to: Math.max(base + 1, head) }
      : { from: first, to: Math.max(first + 1, events.at(-1)?.at ?? 0) };
  const [part, setPart] = useState<Range | null>(null);
  const range = part ?? whole;
  const now = axis === 'event' ? cursor : state.at;

  const zoom = (factor: number, about = Math.min(Math.max(now, range.from), range.to)): void =>
    setPart(zoomed(range, factor, about, whole));
  const pan = (share: number): void => {
    const by = share * (range.to - range.from);
    setPart(within({ from: range.from + by, to: range.to + by }, whole));
  };
  const seek = (to: number): void => {
    if (axis === 'event') return player.seek(Math.round(to));
    const at = events.findLastIndex((event) => event.at <= to);
    player.seek(base + at + 1);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
    const arrow = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (event.key === '+' || event.key === '=') zoom(ZOOM);
    else if (event.key === '-') zoom(1 / ZOOM);
    else if (event.key === '0') setPart(null);
    else if (arrow !== 0 && event.shiftKey) pan(arrow * PAN);
    else if (arrow !== 0) player.step(arrow);
    else if (event.key.toLowerCase() === 'p') onClose();
    else return;
    event.preventDefault();
  };

  return (
    <SheetFrame title={text.title} wide onClose={onClose} onKeyDown={pressed}>
      <div className={styles['plots']} data-part="plots">
        <div className={styles['tools']}>
          {flows.length > 1 && (
            <select
              aria-label={text.direction}
              value={flow?.flow}
              onChange={(event) => setChosen(event.target.value)}
            >
              {flows.map(({ flow: id, from, name }) => (
                <option key={id} value={id}>
                  {text.flow(from, name)}
                </option>
              ))}
            </select>
          )}
          <select
            aria-label={text.axis}
            value={axis}
            onChange={(event) => {
              setAxis(event.target.value as PlotAxis);
              setPart(null);
            }}
          >
            <option value="event">{text.byEvent}</option>
            <option value="time">{text.byTime}</option>
          </select>
          <button type="button" aria-label={text.zoomIn} title={text.zoomIn} onClick={() => zoom(ZOOM)}>
            +
          </button>
          <button type="button" aria-label={text.zoomOut} title={text.zoomOut} onClick={() => zoom(1 / ZOOM)}>
            −
          </button>
          <button type="button" aria-disabled={part === null} onClick={() => setPart(null)}>
            {text.all}
          </button>
        </div>
        {flow === null ? (
          <p>{text.empty}</p>
        ) : (
          <>
            {(['occupancy', 'sequence'] as const).map((kind) => (
              <PlotView
                key={kind}
                kind={kind}
                flow={flow}
                axis={axis}
                range={range}
                now={now}
                text={text}
                onSeek={seek}
                onZoom={zoom}
                onPan={pan}
              />
            ))}
            <p className="heard">{summaryOf(flow, text)}</p>
            {state.lab?.capture === 'counters' && <p>{text.unseen}</p>}
            <p className={styles['hint']}>{text.hint}</p>
          </>
        )}
      </div>
    </SheetFrame>
  );
}

function busiest(flows: readonly PlotFlow[]): PlotFlow | null {
  return flows.toSorted((a, b) => (b.points.at(-1)?.acked ?? 0) - (a.points.at(-1)?.acked ?? 0))[0] ?? null;
}

function summaryOf({ name, points, segments }: PlotFlow, text: PlotsMessages): string {
  const withData = segments.filter(({ is }) => is === 'data' || is === 'copy');
  return text.summary(
    name,
    points.at(-1)?.acked ?? 0,
    withData.reduce((sum, { count }) => sum + count, 0),
    segments.filter(({ is }) => is === 'copy').length,
    segments.filter(({ dropped }) => dropped).length,
  );
}
