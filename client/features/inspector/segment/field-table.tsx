import type { SegmentMessages } from './messages.ts';
import type { KeyboardEvent, RefObject } from 'react';
import type { SegmentField } from '../../../../shared/tcp/segment-field.ts';
import type { Pointed } from './hex-grid.tsx';
import styles from './segment.module.css';

interface Props {
  table: RefObject<HTMLTableElement | null>;
  fields: readonly SegmentField[];
  pointed: Pointed | null;
  text: SegmentMessages;
  onPoint: (bits: Pointed | null) => void;
  onChoose: (bits: Pointed) => void;
}

/** Neighbouring fields of one header, or of one option. */
interface Group {
  readonly title: string;
  readonly fields: { readonly field: SegmentField; readonly at: number }[];
}

function groupsOf(fields: readonly SegmentField[], text: SegmentMessages): Group[] {
  const groups: (Group & { key: string })[] = [];
  for (const [at, field] of fields.entries()) {
    const { part, option } = field;
    const key = `${part} ${option?.place ?? ''}`;
    const title = option === null ? text.part[part] : `${text.part.option} · ${text.option[option.name]}`;
    const last = groups.at(-1);
    if (last?.key === key) last.fields.push({ field, at });
    else groups.push({ key, title, fields: [{ field, at }] });
  }
  return groups;
}

function moveAmongFields(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.closest('table')?.querySelectorAll('button') ?? [])];
  buttons[buttons.findIndex((button) => button === event.currentTarget) + by]?.focus();
}

/** Every field of the headers: as on the wire, as people reckon it, and what it means. */
export function FieldTable({ table, fields, pointed, text, onPoint, onChoose }: Props) {
  const { columns } = text;
  return (
    <table ref={table} className={styles['fields']}>
      <caption>{text.fields}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.field}</th>
          <th scope="col">{columns.raw}</th>
          <th scope="col">{columns.relative}</th>
          <th scope="col">{columns.meaning}</th>
        </tr>
      </thead>
      {groupsOf(fields, text).map((group) => (
        <tbody key={group.fields[0]?.at}>
          <tr className={styles['group']}>
            <th scope="rowgroup" colSpan={4}>
              {group.title}
            </th>
          </tr>
          {group.fields.map(({ field, at }) => {
            const [name, meaning] = text.field[field.id];
            const marked = pointed !== null && field.from < pointed.to && pointed.from < field.to;
            return (
              <tr
                key={field.from}
                className={styles['field']}
                data-field={at}
                data-marked={marked || undefined}
                data-quiet={(field.id.startsWith('flag.') && field.raw === '0') || undefined}
                onPointerEnter={() => onPoint(field)}
                onPointerLeave={() => onPoint(null)}
              >
                <th scope="row">
                  <button
                    type="button"
                    tabIndex={at === 0 ? 0 : -1}
                    title={text.bits(field.from, field.to)}
                    onFocus={() => onChoose(field)}
                    onClick={() => onChoose(field)}
                    onKeyDown={moveAmongFields}
                  >
                    {name}
                  </button>
                </th>
                <td className={styles['number']}>{field.raw}</td>
                <td className={styles['number']}>
                  {field.relative === null ? '' : <b>{text.unit(field.relative)}</b>}
                </td>
                <td>
                  {meaning} <span className={styles['section']}>{field.section}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}
