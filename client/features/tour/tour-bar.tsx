import { tourMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { TourPart } from '../../../shared/lessons/tour.ts';
import { FIRST_LESSON } from '../../../shared/lessons/chapters.ts';
import { TOUR_LESSON } from '../../../shared/lessons/tour.ts';
import { playShippedRecording } from '../recordings/index.ts';
import { linkTo } from '../../navigation/route.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { Icon } from '../../ui/icons.tsx';
import { isTaken } from '../../ui/key-taken.ts';
import { pressesItself } from '../../ui/focus-origin.ts';
import styles from './tour.module.css';
import { type Tour, useTour } from './use-tour.ts';

const buffer = (host: string, kind: string): string =>
  `[data-anchor="kernel:${host}"] [data-anchor^="buffer:${kind}:"]`;
/** The line that has just been executed, or is being. */
const line = '[data-anchor^="line:client:"]:is([aria-current="step"], [data-standing="returned"])';

/** The place of a part on the stage. */
const SELECTORS: Readonly<Record<TourPart, string>> = {
  programs: 'ol:has(> [data-anchor^="line:"])',
  wire: '[data-anchor="wire-area"] [data-chip]',
  ladder: '[data-part="ladder"]',
  'client-send': buffer('client', 'send'),
  'server-recv': buffer('server', 'recv'),
  'client-thread': '[data-anchor="badge:client/main"]',
  'server-thread': '[data-anchor="badge:server/main"]',
  'client-line': line,
};

/** The speed at which the tour takes about a minute, with the time for reading. */
const SPEED = 1.5;

const leave = (): void => location.assign(linkTo({}, useSettings.getState().language));

/** The tour's bar in the place of the dock: the caption of this event, and the buttons through the tour. */
export function TourBar(): ReactNode {
  const language = useSettings((settings) => settings.language);
  const text = useMessages(tourMessages);
  const tour = useTour(text.readingMs);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    // Told at the pace of a story, whatever was chosen for labs; the choice itself is not touched.
    useSettings.setState({ time: 'story', speed: SPEED });
    void playShippedRecording(TOUR_LESSON).then((problem) => setMissing(problem !== null));
  }, []);
  useTourKeys(tour);
  const { caption, at, all, stands, paused, ended } = tour;
  const parts = stands && !ended ? (caption?.parts ?? []) : [];
  useInSight(parts);

  if (missing || all === 0)
    return (
      <section className={styles['bar']} aria-label={text.label} data-part="tour">
        <p className={styles['caption']}>{missing ? text.missing : text.loading}</p>
        <p className={styles['controls']}>
          <button type="button" onClick={leave}>
            {text.home}
          </button>
        </p>
      </section>
    );
  return (
    <section
      className={styles['bar']}
      aria-label={text.label}
      data-part="tour"
      data-at={ended ? 'end' : at}
      data-stands={stands}
    >
      {parts.length > 0 && <Outlines parts={parts} />}
      <output className={styles['caption']}>
        <small>{ended ? text.endTitle : `${text.label} · ${text.step(at + 1, all)}`}</small>
        <span>{ended ? text.end : caption?.text[language]}</span>
      </output>
      <p className={styles['controls']} data-ended={ended || undefined} title={text.keys}>
        <button type="button" aria-disabled={at === 0 && stands} onClick={tour.back}>
          {text.back}
        </button>
        {ended ? (
          <>
            <button type="button" onClick={tour.again}>
              {text.again}
            </button>
            <a className={styles['next']} href={linkTo({ lesson: FIRST_LESSON }, language)}>
              {text.begin(FIRST_LESSON)} <kbd>{text.key}</kbd>
            </a>
          </>
        ) : (
          <>
            <button type="button" onClick={tour.toggle}>
              {paused ? text.goOn : text.pause}
            </button>
            <button type="button" className={styles['next']} onClick={tour.next}>
              {text.next} <kbd>{text.key}</kbd>
            </button>
          </>
        )}
        <button
          type="button"
          className={styles['leave']}
          aria-label={text.leave}
          title={text.leave}
          onClick={leave}
        >
          <Icon name="close" />
        </button>
      </p>
    </section>
  );
}

/** A rule for the page: what it names may be drawn anew at any event, and keeps its outline. */
function Outlines({ parts }: { readonly parts: readonly TourPart[] }): ReactNode {
  const selectors = parts.map((part) => SELECTORS[part]).join(', ');
  return <style>{`:is(${selectors}) { outline: 3px solid var(--ink); outline-offset: -1px; }`}</style>;
}

/** On a phone the part may have to be scrolled to. */
function useInSight(parts: readonly TourPart[]): void {
  const names = parts.join();
  useEffect(() => {
    const first = names === '' ? undefined : SELECTORS[names.split(',')[0] as TourPart];
    if (first !== undefined) document.querySelector(first)?.scrollIntoView({ block: 'nearest' });
  }, [names]);
}

const begin = (): void => location.assign(linkTo({ lesson: FIRST_LESSON }, useSettings.getState().language));

/** Space, the arrow keys and Escape lead through the tour before the page uses them. */
function useTourKeys(tour: Tour): void {
  const now = useRef(tour);
  useEffect(() => {
    now.current = tour;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { next, back, ended } = now.current;
      const acts: Readonly<Record<string, () => void>> = {
        ArrowRight: ended ? () => {} : next,
        ArrowLeft: back,
        ' ': ended ? begin : next,
        Home: now.current.again,
        End: () => {},
        Escape: leave,
      };
      const act = acts[event.key];
      if (act === undefined || isTaken(event) || (event.key === ' ' && pressesItself(event))) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) act();
    };
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
}
