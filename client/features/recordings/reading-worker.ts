import { beyondBounds } from '../../../shared/model/bounds.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { readRecording, RecordingError } from '../../../shared/log/recording.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import type { Told } from './read-file.ts';

/*
 * Reads a file beside the page, which stays alive however long that takes and can end this worker. It folds the events
 * too: the page folds them again only if no state on the way has more than it can show.
 */

/** A state is compared with its bounds after so many events, because counting takes time as well. */
const LOOK_EVERY = 64;
/** The share is told at most so often, ms. */
const TELL_EVERY_MS = 50;
/** So many events are handed over in one message, so that the page takes each in a short time. */
const TOGETHER = 512;

const tell = (told: Told): void => postMessage(told);

addEventListener('message', ({ data }: MessageEvent<File>) => {
  void data
    .text()
    .then(read)
    .catch((error: unknown) => {
      if (error instanceof RecordingError) tell({ is: 'refused', code: error.code, line: error.line });
      else tell({ is: 'refused', code: 'not-a-recording' });
    });
});

function read(text: string): void {
  let state = EMPTY_LAB_STATE;
  let toldAt = performance.now();
  const see = (event: LabEvent, share: number): void => {
    state = applyEvent(state, event);
    if (state.seq % LOOK_EVERY === 0 || share === 1) {
      const beyond = beyondBounds(state);
      if (beyond !== null)
        throw new RecordingError(
          'too-much',
          event.seq + 1,
          `${beyond.count} ${beyond.what}, of at most ${beyond.most}`,
        );
    }
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    tell({ is: 'reading', share });
  };
  const { header, events } = readRecording(text, see);
  for (let from = 0; from < events.length; from += TOGETHER)
    tell({ is: 'events', events: events.slice(from, from + TOGETHER) });
  tell({ is: 'read', header });
}
