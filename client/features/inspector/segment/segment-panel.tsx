import { inspectorMessages } from '../messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { segmentMessages } from './messages.ts';
import { useMemo, useRef, useState } from 'react';
import { fromHex } from '../../../../shared/bytes.ts';
import type { SegmentId } from '../../../../shared/log/events.ts';
import type { SegmentField } from '../../../../shared/tcp/segment-field.ts';
import { segmentFields } from '../../../../shared/tcp/segment-fields.ts';
import { segmentOrigin } from '../../../stage/model/segment-origin.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { FieldTable } from './field-table.tsx';
import { HexGrid, type Pointed } from './hex-grid.tsx';
import { departureOf } from './departure.ts';
import styles from './segment.module.css';
import { SegmentStory } from './segment-story.tsx';

const NO_FIELDS: readonly SegmentField[] = [];

/** A segment bit by bit: its cause, its effects, its bytes, and the meaning of each field. */
export function SegmentPanel({ id }: { readonly id: SegmentId }) {
  const inspectorText = useMessages(inspectorMessages);
  const text = useMessages(segmentMessages);
  const events = usePlayhead((playhead) => playhead.events);
  const headState = usePlayhead((playhead) => playhead.headState);
  const table = useRef<HTMLTableElement>(null);
  const [over, setOver] = useState<Pointed | null>(null);
  const [kept, setKept] = useState<Pointed | null>(null);
  const sent = useMemo(() => departureOf(events, id), [events, id]);
  const bytes = useMemo(() => (sent === null ? null : fromHex(sent.raw)), [sent]);
  const fields = useMemo(() => {
    if (sent === null || bytes === null) return NO_FIELDS;
    return segmentFields(bytes, segmentOrigin(events, sent, headState));
  }, [bytes, events, headState, sent]);
  if (sent === null || bytes === null) return <p className={styles['quiet']}>{inspectorText.gone}</p>;
  const pointed = over ?? kept;
  /** A byte was chosen: its field comes into sight. */
  const reveal = (bits: Pointed): void => {
    setKept(bits);
    const at = fields.findIndex((field) => field.from < bits.to && bits.from < field.to);
    table.current?.querySelector(`[data-field="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <SegmentStory id={id} sent={sent} text={text} />
      {bytes.length === 0 ? (
        <p className={styles['quiet']}>{text.noRaw}</p>
      ) : (
        <HexGrid
          sent={sent}
          bytes={bytes}
          fields={fields}
          pointed={pointed}
          text={text}
          onPoint={setOver}
          onChoose={reveal}
        />
      )}
      {fields.length > 0 && (
        <FieldTable
          table={table}
          fields={fields}
          pointed={pointed}
          text={text}
          onPoint={setOver}
          onChoose={setKept}
        />
      )}
    </>
  );
}
