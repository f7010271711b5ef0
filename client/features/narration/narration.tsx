import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterLayout } from '../../ui/after-layout.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { useSize } from '../../ui/use-size.ts';
import { BasisWord } from './basis/index.ts';
import styles from './narration-bar.module.css';
import { NarrationTrail } from './trails/index.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { SlowMotion } from './slow-motion/index.ts';
import { useNarration, useReadingPace } from './use-narration.ts';
import { useUnhurried } from './use-unhurried.ts';

/** One sentence on what the press has brought about, and the ones before it. */
export function Narration() {
  const told = useNarration();
  useReadingPace();
  const shown = useUnhurried(told);
  const slowMotion = usePlayback((playback) => playback.slowMotion);
  const stretch = slowMotion ?? (told.floods ? told.span : null);
  const { sentence } = shown;
  const line = useRef<HTMLParagraphElement>(null);
  const { width } = useSize(line);
  const [long, setLong] = useState('');
  // A narrow page lays it out otherwise, in what may be the same width.
  const present = `${useMedia('(width < 700px)')} ${width} ${sentence}`;
  // A sentence that one line does not hold gets two smaller ones, before it is painted.
  useLayoutEffect(() => {
    const element = line.current;
    if (element === null) return undefined;
    return afterLayout(element, () => {
      if (element.scrollWidth > element.clientWidth) flushSync(() => setLong(present));
    });
  }, [present]);
  return (
    <>
      <p
        ref={line}
        className={`${styles['sentence']} ${long === present ? styles['long'] : ''}`}
        aria-hidden="true"
      >
        <Sentence text={sentence} />
      </p>
      <BasisWord told={shown} />
      {stretch !== null && <SlowMotion stretch={stretch} />}
      <NarrationTrail told={told} />
    </>
  );
}
