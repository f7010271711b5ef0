import type { ComposerMessages } from './messages.ts';
import { PALETTE, snippet, type PaletteGroup, type PaletteItem } from './palette.ts';
import styles from './compose.module.css';

const GROUPS = Object.keys(PALETTE) as PaletteGroup[];

/** Statements to put into the program that was edited last. */
export function PaletteView({
  program,
  text,
  folded,
  onInsert,
}: {
  readonly program: string;
  readonly text: ComposerMessages;
  /** The palette is folded on a small screen, on which it would push everything else away. */
  readonly folded: boolean;
  readonly onInsert: (item: PaletteItem) => void;
}) {
  const groups = (
    <>
      <p className={styles['quiet']}>{text.into(text.program(program))}</p>
      {GROUPS.map((group) => (
        <fieldset key={group}>
          <legend>{text.groups[group]}</legend>
          {PALETTE[group].map((item) => (
            <button
              key={item}
              type="button"
              title={`${text.items[item]}\n\n${snippet(item, program)}`}
              aria-label={`${item}: ${text.items[item]}`}
              onClick={() => onInsert(item)}
            >
              <code>{item}</code>
            </button>
          ))}
        </fieldset>
      ))}
    </>
  );
  return (
    <section className={styles['palette']} aria-label={text.palette} data-part="palette">
      {folded ? (
        <details>
          <summary>{text.palette}</summary>
          {groups}
        </details>
      ) : (
        <>
          <h3>{text.palette}</h3>
          {groups}
        </>
      )}
    </section>
  );
}
