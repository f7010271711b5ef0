import { PALETTE, snippet, type PaletteGroup, type PaletteItem } from '../../compose/palette.ts';
import type { ComposeText } from '../../text/compose.en.ts';
import styles from './compose.module.css';

const GROUPS = Object.keys(PALETTE) as PaletteGroup[];

/** Statements to put into the program that was edited last. */
export function PaletteView({
  program,
  text,
  onInsert,
}: {
  readonly program: string;
  readonly text: ComposeText;
  readonly onInsert: (item: PaletteItem) => void;
}) {
  return (
    <section className={styles['palette']} aria-label={text.palette} data-part="palette">
      <h3>{text.palette}</h3>
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
    </section>
  );
}
