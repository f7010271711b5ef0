import { beforeEach, describe, expect, test } from 'vitest';
import { show, shownNow, tellWhatIsShown } from '../../../../client/features/class/shown.ts';
import { useSettings } from '../../../../client/settings/settings-store.ts';
import { useFocus } from '../../../../client/stage/model/focus-store.ts';
import { useInspector } from '../../../../client/stage/model/selection-store.ts';
import { usePanels } from '../../../../client/ui/panels-store.ts';
import type { Shown } from '../../../../shared/protocol/class-schema.ts';
import { parseClientMessage } from '../../../../shared/protocol/client-messages.ts';

beforeEach(() => {
  usePanels.setState(usePanels.getInitialState());
  useFocus.setState(useFocus.getInitialState());
  useInspector.setState(useInspector.getInitialState());
  useSettings.setState(useSettings.getInitialState());
});

describe('a presenter', () => {
  test('[CLASS4] tells what they open and select, once for each change, and no setting of theirs', () => {
    const timers: (() => void)[] = [];
    const told: Shown[] = [];
    const elapse = (): void => {
      while (timers.length > 0) timers.shift()!();
    };
    const stop = tellWhatIsShown({
      after: (_, then) => (timers.push(then), () => {}),
      tell: (shown) => told.push(shown),
    });
    elapse();
    usePanels.setState({ sheet: 'states', statesOf: '17' });
    usePanels.setState({ toast: { text: 'x', bad: false } });
    elapse();
    useSettings.setState({ theme: 'dark', language: 'zh' });
    usePanels.setState({ sheet: 'settings' });
    elapse();
    useInspector.setState({ selected: { is: 'byte', flow: 'f', offset: 3, host: 'client' } });
    elapse();
    stop();
    usePanels.setState({ plot: false });
    elapse();
    expect(told.map(({ sheet, selected }) => [sheet, selected?.is])).toEqual([
      [null, undefined],
      ['states', undefined],
      [null, undefined],
      [null, 'byte'],
    ]);
    // The server takes each of them.
    for (const presenterShows of told)
      expect(
        parseClientMessage(JSON.stringify({ type: 'class', act: { is: 'look', view: { presenterShows } } })),
      ).toMatchObject({ type: 'class' });
  });
});

describe('a follower', () => {
  const before = (): Shown => shownNow();

  test('[CLASS4] is shown all at first, and then what has changed: what they opened themselves stays', () => {
    const first: Shown = {
      ...before(),
      sheet: 'plots',
      panels: { plot: false, log: true, inspector: false },
    };
    show(first, null);
    expect(usePanels.getState()).toMatchObject({ sheet: 'plots', plot: false, log: true });
    // They close the sheet and open the plot.
    usePanels.setState({ sheet: null, plot: true });
    const focused: Shown = { ...first, focus: { ...first.focus, client: 'client-2' } };
    show(focused, first);
    expect(useFocus.getState().client).toBe('client-2');
    expect(usePanels.getState()).toMatchObject({ sheet: null, plot: true });
    show({ ...focused, sheet: 'states' }, focused);
    expect(usePanels.getState().sheet).toBe('states');
  });

  test('[CLASS4] keeps a sheet of their own, and their settings', () => {
    const first = before();
    usePanels.setState({ sheet: 'settings' });
    useSettings.setState({ theme: 'contrast', language: 'zh' });
    show({ ...first, sheet: 'states' }, first);
    show({ ...first, sheet: null }, { ...first, sheet: 'states' });
    expect(usePanels.getState().sheet).toBe('settings');
    expect(useSettings.getState()).toMatchObject({ theme: 'contrast', language: 'zh', stage: 'growing' });
    show({ ...first, wholeStage: true }, first);
    expect(useSettings.getState().stage).toBe('all');
  });
});
