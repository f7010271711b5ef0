import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { BufferScene } from '../model/buffer.ts';
import { bytesText } from '../model/quantities.ts';
import styles from './buffer.module.css';

/** The whole capacity; each part has a pattern of its own. A part too small to see keeps a visible sliver. */
export function Gauge({ scene }: { scene: BufferScene }): ReactNode {
  const text = useMessages(stageMessages);
  const { capacity, parts, window, kind, length, charged } = scene;
  const said = parts.map((part) => `${text.gaugePart[part.is]} ${bytesText(part.bytes)}`).join(' · ');
  // The tick stands where the next permitted byte would end, within what this gauge can show.
  const used = kind === 'recv' ? (charged ?? length) : 0;
  const tick =
    window === null || capacity === null || capacity === 0 ? null : Math.min(1, (used + window) / capacity);
  return (
    <span className={styles['gauge']} title={said} data-unobserved={capacity === null || undefined}>
      <span className="heard">{said === '' ? text.empty : said}</span>
      {capacity !== null &&
        parts.map((part) => (
          <span
            key={part.is}
            className={styles['part']}
            data-is={part.is}
            style={{ width: `${Math.min(100, (100 * part.bytes) / capacity)}%` }}
          />
        ))}
      {tick !== null && <span className={styles['tick']} style={{ left: `calc(${100 * tick}% - 2px)` }} />}
    </span>
  );
}
