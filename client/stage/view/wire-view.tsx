import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { memo, useState, type ReactNode } from 'react';
import { useInTurn } from '../../playback/in-turn.ts';
import { chipScenes, isPassing } from '../model/chips.ts';
import { ChipRow, ChipView } from './chip-view.tsx';
import { WireControls } from './wire-controls.tsx';
import { useWhyNotWire } from './use-why-not.ts';
import { WireLanes } from './wire-lanes/index.ts';
import styles from './wire.module.css';

/** The chips between the two NICs, and the controls of the wire. */
export const WireView = memo(function WireView(): ReactNode {
  const state = useInTurn('wire', (playhead) => playhead.state);
  const text = useMessages(stageMessages);
  const whyNot = useWhyNotWire();
  const [chosen, setChosen] = useState<number | null>(null);
  const chips = chipScenes(state);
  const passing = isPassing(state, chips);
  const first = chips.find((chip) => chip.is === 'held' && !chip.delivered) ?? chips[0];
  const focus = chips.find((chip) => chip.chip === chosen) ?? first;
  const others = chips.filter((chip) => chip !== focus);
  return (
    <section className={styles['wire']} aria-label={text.wire} data-anchor="wire-area">
      <div className={styles['chips']}>
        {others.length > 0 && chips.some(({ client }) => client !== null) && (
          <WireLanes chips={chips} focus={focus} onChoose={setChosen} />
        )}
        {others.length > 0 && chips.every(({ client }) => client === null) && (
          <ol className={styles['others']} aria-label={text.moreChips(others.length)}>
            {others.map((chip) => (
              <li key={chip.chip}>
                <ChipRow chip={chip} whyNot={whyNot} onChoose={() => setChosen(chip.chip)} />
              </li>
            ))}
          </ol>
        )}
        {focus !== undefined &&
          (passing ? (
            <ChipRow chip={focus} whyNot={whyNot} onChoose={() => setChosen(focus.chip)} />
          ) : (
            <ChipView key={focus.chip} chip={focus} whyNot={whyNot} />
          ))}
      </div>
      <WireControls state={state} whyNot={whyNot} idle={chips.length === 0} />
    </section>
  );
});
