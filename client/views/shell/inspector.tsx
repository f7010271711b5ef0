import { witnessOf } from '../../../shared/witness.ts';
import { useInspector } from '../../stores/inspector-store.ts';
import { usePanels } from '../../stores/panels-store.ts';
import { usePlayhead } from '../../stores/playhead-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { fieldsEn } from '../../text/inspector.en.ts';
import { fieldsZh } from '../../text/inspector.zh.ts';
import { useText } from '../../text/index.ts';
import { Icon } from './icons.tsx';
import { inspectedFields, rawOf } from './inspected-fields.ts';
import styles from './inspector.module.css';
import { hostOfInspected } from './use-inspector-panel.ts';

const close = (): void => {
  usePanels.setState({ inspector: false });
  useInspector.setState({ selected: null });
};

/** The selected object's raw fields: the value, what it means, and how it was observed. */
export function Inspector({ side }: { readonly side: 'left' | 'right' }) {
  const text = useText();
  const selected = useInspector((inspector) => inspector.selected);
  const { state, events } = usePlayhead();
  const meanings = useSettings((settings) => settings.language) === 'zh' ? fieldsZh : fieldsEn;
  const fields = selected && inspectedFields(selected, state);
  const raw = selected && rawOf(selected, events);
  const title = selected
    ? `${text.hostTitle[hostOfInspected(selected, state)]} · ${text.inspector[selected.is]}`
    : text.inspector.title;
  return (
    <aside
      className={styles['drawer']}
      data-side={side}
      data-part="inspector"
      aria-label={text.inspector.title}
    >
      <header className={styles['head']}>
        <h2>{title}</h2>
        <button type="button" className={styles['close']} aria-label={text.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className={styles['body']}>
        {selected === null && <p className={styles['quiet']}>{text.inspector.choose}</p>}
        {selected !== null && fields === null && <p className={styles['quiet']}>{text.inspector.gone}</p>}
        {selected?.is === 'socket' && <WitnessLines id={selected.id} />}
        {fields && (
          <dl className={styles['fields']}>
            {fields.map(({ name, value, source }) => (
              <div key={name} className={styles['field']}>
                <dt>
                  <code>{name}</code>
                  <span className={styles['source']}>{text.inspector.source[source]}</span>
                </dt>
                <dd>
                  <code className={value === null ? styles['unobserved'] : styles['value']}>
                    {value ?? text.inspector.notObserved}
                  </code>
                  <span className={styles['meaning']}>{meanings[name]}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {raw && (
          <>
            <h3>{text.inspector.raw}</h3>
            <pre className={styles['raw']}>
              {raw
                .match(/.{1,2}/g)
                ?.slice(0, 512)
                .join(' ')}
            </pre>
          </>
        )}
      </div>
    </aside>
  );
}

/** The same bytes told twice: by calls and segments, and by the kernel. */
function WitnessLines({ id }: { readonly id: string }) {
  const text = useText();
  const state = usePlayhead((playhead) => playhead.state);
  const witnesses = witnessOf(state, id);
  if (witnesses.length === 0) return null;
  const agree = witnesses.every((w) => w.model === w.kernel);
  return (
    <div className={styles['witness']}>
      <h3>{text.inspector.witness.title}</h3>
      <table>
        <tbody>
          {witnesses.map((w) => (
            <tr key={w.field}>
              <th scope="row">
                <code>{w.field}</code>
              </th>
              <td>
                {text.inspector.witness.model} <b>{w.model}</b>
              </td>
              <td>
                {text.inspector.witness.kernel} <b>{w.kernel}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {agree
          ? `✓ ${text.inspector.witness.agree}`
          : state.atRest
            ? `✕ ${text.inspector.witness.disagree}`
            : text.inspector.witness.differ}
      </p>
    </div>
  );
}
