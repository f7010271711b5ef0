import { type ReactNode, useEffect } from 'react';
import { Throttle } from '../../../shared/throttle.ts';
import type { Point } from '../../../shared/protocol/class-schema.ts';
import { after } from '../../after.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { room } from '../../lab/room.ts';
import { isTaken } from '../../ui/key-taken.ts';
import { pointingMessages } from './messages.ts';
import { placeAt, placeOf } from './place.ts';
import { Pointed } from './pointed.tsx';
import styles from './pointing.module.css';
import { usePointing } from './pointing-store.ts';
import { turnPointing } from './turn-pointing.ts';

/** A pointer that moves is told at most this often, ms. */
const TOLD_EVERY_MS = 50;

/** The presenter's switch. While it is on, followers are told where the pointer, or the focus, is on the stage. */
export function PointTool(): ReactNode {
  const text = useMessages(pointingMessages);
  const { isOn, lit } = usePointing();
  useEffect(() => (isOn ? point() : undefined), [isOn]);
  return (
    <>
      <button
        type="button"
        className={styles['tool']}
        data-part="point-tool"
        aria-pressed={isOn}
        aria-label={text.tool}
        title={text.toolHint}
        onClick={() => void turnPointing()}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
          <circle cx="8" cy="8" r="4.5" strokeWidth="1.7" />
          <path d="M8 1v4M8 11v4M1 8h4M11 8h4" strokeWidth="1.7" strokeLinecap="round" />
        </svg>
      </button>
      {lit !== null && <Pointed point={lit} isOwn />}
    </>
  );
}

/** Words of the stage that have a card (`CardWatch`): what it would say covers what is pointed at. */
const WORD = 'main :is([data-term], [data-whole])';

const keepFromCard = (event: Event): void => {
  if (event.target instanceof Element && event.target.closest(WORD) !== null) event.stopPropagation();
};

/** Tells where one points until it is called off. A click on the stage lights a part in place of what it does otherwise. */
function point(): () => void {
  let at: Point | null = null;
  let told = 'null';
  const tells = new Throttle(TOLD_EVERY_MS, after, () => {
    const pointedAt = usePointing.getState().lit ?? at;
    if (JSON.stringify(pointedAt) === told) return;
    told = JSON.stringify(pointedAt);
    room.act({ is: 'look', view: { pointedAt } });
  });
  const goTo = (place: Point | null): void => {
    at = place;
    tells.ask();
  };
  const moved = ({ target, clientX, clientY }: PointerEvent): void => goTo(placeAt(target, clientX, clientY));
  const left = (): void => goTo(null);
  const focused = (event: FocusEvent): void => {
    const { target } = event;
    keepFromCard(event);
    if (target instanceof Element && target.matches(':focus-visible')) goTo(placeOf(target));
  };
  const clicked = (event: MouseEvent): void => {
    const { target, clientX, clientY } = event;
    // A card that stands on the stage is no part of it.
    if (!(target instanceof Element) || target.closest('main [data-anchor]') === null) return;
    event.preventDefault();
    event.stopPropagation();
    // A key's click has no place.
    const place = event.detail === 0 ? placeOf(target) : placeAt(target, clientX, clientY);
    const isLit = usePointing.getState().lit?.in[0] === place?.in[0];
    usePointing.setState({ lit: place === null || isLit ? null : { ...place, lit: true } });
    goTo(place);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isTaken(event)) return;
    event.preventDefault();
    event.stopPropagation();
    usePointing.setState(({ lit }) => (lit === null ? { isOn: false } : { lit: null }));
    tells.ask();
  };
  document.addEventListener('pointermove', moved);
  document.addEventListener('pointerover', keepFromCard, { capture: true });
  document.documentElement.addEventListener('pointerleave', left);
  document.addEventListener('focusin', focused, { capture: true });
  document.addEventListener('click', clicked, { capture: true });
  document.addEventListener('keydown', pressed, { capture: true });
  document.documentElement.dataset['pointing'] = '';
  return () => {
    document.removeEventListener('pointermove', moved);
    document.removeEventListener('pointerover', keepFromCard, { capture: true });
    document.documentElement.removeEventListener('pointerleave', left);
    document.removeEventListener('focusin', focused, { capture: true });
    document.removeEventListener('click', clicked, { capture: true });
    document.removeEventListener('keydown', pressed, { capture: true });
    delete document.documentElement.dataset['pointing'];
    tells.end();
    room.act({ is: 'look', view: { pointedAt: null } });
  };
}
