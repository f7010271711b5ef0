import { uiMessages } from '../../ui/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { inspectorMessages } from './messages.ts';
import { useShallow } from 'zustand/react/shallow';
import { useInspector } from '../../stage/model/selection-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { BytePanel } from './byte/byte-panel.tsx';
import { SegmentPanel } from './segment/segment-panel.tsx';
import { SocketPanel } from './socket/socket-panel.tsx';
import { Icon } from '../../ui/icons.tsx';
import { inspectedFields } from './inspected-fields.ts';
import styles from './inspector.module.css';
import { hostOfInspected, sideFor } from './side.ts';

const close = (): void => {
  usePanels.setState({ inspector: false });
  useInspector.setState({ selected: null });
};

/**
 * The selected object's raw fields: the value, what it means, and how it was observed. The drawer stands where it
 * covers nothing of the object.
 */
export function Inspector() {
  const inspectorText = useMessages(inspectorMessages);
  const uiText = useMessages(uiMessages);
  const selected = useInspector((inspector) => inspector.selected);
  const playhead = usePlayhead(useShallow(({ state, index }) => ({ state, index })));
  const fields = selected && inspectedFields(selected, playhead);
  const hasPanel = selected?.is === 'segment' || selected?.is === 'byte' || selected?.is === 'socket';
  const host = selected && hostOfInspected(selected, playhead);
  const title =
    selected === null || host === null
      ? inspectorText.title
      : selected.is === 'byte'
        ? inspectorText.byte
        : `${uiText.hostTitle[host]} · ${inspectorText[selected.is]}`;
  return (
    <aside
      className={styles['drawer']}
      data-side={sideFor(selected, playhead)}
      data-wide={selected?.is === 'segment' || undefined}
      data-part="inspector"
      aria-label={inspectorText.title}
    >
      <header className={styles['head']}>
        <h2>{title}</h2>
        <button type="button" className={styles['close']} aria-label={uiText.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {/* A scrolling region must be reachable by keyboard, also where nothing in it can have the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['body']} tabIndex={0}>
        {selected === null && <p className={styles['quiet']}>{inspectorText.choose}</p>}
        {selected !== null && !hasPanel && fields === null && (
          <p className={styles['quiet']}>{inspectorText.gone}</p>
        )}
        {selected?.is === 'segment' && <SegmentPanel key={selected.id} id={selected.id} />}
        {selected?.is === 'byte' && <BytePanel selected={selected} />}
        {selected?.is === 'socket' && <SocketPanel key={selected.id} id={selected.id} />}
        {fields && (
          <dl className={styles['fields']}>
            {fields.map(({ name, value, source }) => (
              <div key={name} className={styles['field']}>
                <dt>
                  <code>{name}</code>
                  <span className={styles['source']}>{inspectorText.source[source]}</span>
                </dt>
                <dd>
                  <code className={value === null ? styles['unobserved'] : styles['value']}>
                    {value ?? inspectorText.notObserved}
                  </code>
                  <span className={styles['meaning']}>{inspectorText.fields[name]}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </aside>
  );
}
