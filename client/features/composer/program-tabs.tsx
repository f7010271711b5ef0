import type { ComposerMessages } from './messages.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Draft } from './draft.ts';
import { edit } from './store.ts';
import styles from './compose.module.css';

interface Props {
  readonly draft: Draft;
  readonly programs: readonly string[];
  readonly chosen: string;
  readonly text: ComposerMessages;
  readonly onChoose: (program: string) => void;
}

/** Tabs that choose the program shown while there is no room for all. */
export function ProgramTabs({ draft, programs, chosen, text, onChoose }: Props) {
  return (
    <fieldset className={styles['tabs']} aria-label={text.programs}>
      {programs.map((program) => (
        <button
          key={program}
          type="button"
          aria-pressed={program === chosen}
          aria-label={text.program(program)}
          onClick={() => onChoose(program)}
        >
          {/* Only the first of up to ten clients is named in full. */}
          {/\d+$/.exec(program)?.[0] ?? text.program(program)}
        </button>
      ))}
      <ClientCount draft={draft} chosen={chosen} text={text} onChoose={onChoose} />
    </fieldset>
  );
}

/** One more client, with the program of the one in front; or without that one. */
export function ClientCount({ draft, chosen, text, onChoose }: Omit<Props, 'programs'>) {
  const clients = Object.keys(draft.texts).filter((name) => name !== 'server');
  const full = clients.length >= LIMITS.clients;
  const like = chosen === 'server' ? 'client' : chosen;
  const add = (): void => {
    const free = Array.from({ length: LIMITS.clients - 1 }, (_, i) => `client${i + 2}`).find(
      (name) => !clients.includes(name),
    );
    if (free === undefined) return;
    edit({ texts: { ...draft.texts, [free]: draft.texts[like] ?? '' } });
    onChoose(free);
  };
  const remove = (): void => {
    const { [chosen]: _, ...texts } = draft.texts;
    edit({ texts });
    onChoose('client');
  };
  return (
    <>
      <button
        type="button"
        aria-disabled={full}
        aria-label={text.addClient}
        title={full ? text.mostClients(LIMITS.clients) : text.addClient}
        data-part="compose-add-client"
        onClick={() => !full && add()}
      >
        +
      </button>
      {chosen !== 'client' && chosen !== 'server' && (
        <button
          type="button"
          title={text.removeClient(text.program(chosen))}
          aria-label={text.removeClient(text.program(chosen))}
          onClick={remove}
        >
          ✕
        </button>
      )}
    </>
  );
}
