import type { LabEvent } from '../../../shared/log/events.ts';
import type { Recording, RecordingError, RecordingHeader } from '../../../shared/log/recording.ts';

/** The worker says this of the file that it reads. */
export type Told =
  /** `share`: the part of the lines that is read, from 0 to 1. */
  | { readonly is: 'reading'; readonly share: number }
  | { readonly is: 'events'; readonly events: readonly LabEvent[] }
  | { readonly is: 'read'; readonly header: RecordingHeader }
  | { readonly is: 'refused'; readonly code: RecordingError['code']; readonly line?: number };

export type Read =
  | { readonly is: 'read'; readonly recording: Recording }
  | { readonly is: 'cancelled' }
  | Extract<Told, { is: 'refused' }>
  /** The browser could not start the worker. */
  | { readonly is: 'refused'; readonly code: 'no-reader'; readonly line?: number };

/** Reads a recording in a worker. `signal` ends it at once, whatever it does. */
export async function readFile(
  file: File,
  told: (share: number) => void,
  signal: AbortSignal,
): Promise<Read> {
  const worker = startReader();
  if (worker === null) return { is: 'refused', code: 'no-reader' };
  const read = new Promise<Read>((resolve) => {
    const events: LabEvent[] = [];
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if (data.is === 'reading') told(data.share);
      else if (data.is === 'events') events.push(...data.events);
      else if (data.is === 'refused') resolve(data);
      else resolve({ is: 'read', recording: { header: data.header, events } });
    });
    worker.addEventListener('error', () => resolve({ is: 'refused', code: 'no-reader' }));
    signal.addEventListener('abort', () => resolve({ is: 'cancelled' }));
  });
  worker.postMessage(file);
  return read.finally(() => worker.terminate());
}

/** Returns null where the browser lets no worker begin, as its settings or a policy may have it. */
function startReader(): Worker | null {
  try {
    return new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return null;
  }
}
