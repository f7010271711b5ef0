import { CaptureOfLog } from '../../../shared/model/capture-of-log.ts';
import { Timeline } from '../../../shared/log/timeline.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { download } from '../../lab/download.ts';

/** The whole log as pcapng, for an analyser. Its times count from the lab's beginning. */
export function saveCapture(): void {
  const { events, base, state, stateAt } = usePlayhead.getState();
  const timeline = new Timeline(stateAt(base));
  const capture = new CaptureOfLog();
  for (const event of events) {
    timeline.append([event]);
    capture.see(event, timeline.state);
  }
  const file = capture.file('Socketscope', state.lab?.kernel ?? '');
  download(file as Uint8Array<ArrayBuffer>, 'application/x-pcapng', 'pcapng');
}
