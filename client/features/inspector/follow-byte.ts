import { useInspector } from '../../stage/model/selection-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';

/**
 * Follows a byte: the one under the focus or the pointer, or the first of the newest send(). Once it
 * is being followed, the drawer closes.
 */
export function followByte(): void {
  const cell =
    document.activeElement?.closest<HTMLElement>('[data-byte]') ??
    document.querySelector<HTMLElement>('[data-byte]:hover');
  if (cell !== null && cell.getAttribute('aria-pressed') !== 'true') return cell.click();
  const { selected } = useInspector.getState();
  if (selected?.is === 'byte' && usePanels.getState().inspector) {
    usePanels.setState({ inspector: false });
    useInspector.setState({ selected: null });
    return;
  }
  const newest = Object.values(usePlayhead.getState().state.flows)
    .flatMap(({ flow, from, writes, pending }) => {
      const write = pending ?? writes.at(-1);
      return write === undefined ? [] : [{ flow, host: from, offset: write.from, call: write.call }];
    })
    .toSorted((a, b) => a.call - b.call)
    .at(-1);
  if (newest === undefined) return;
  const { flow, host, offset } = newest;
  useInspector.setState({ selected: { is: 'byte', flow, host, offset } });
}
