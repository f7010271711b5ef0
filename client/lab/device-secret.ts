import { onDevice } from '../storage.ts';
import { useRoom } from './room-store.ts';

const KEY = 'socketscope.voter';

/**
 * The secret by which classes know this device again, so that it has one answer and keeps what is in its hand. It goes to the
 * page's server only. It lasts as long as the page where nothing can be kept.
 */
export function deviceSecret(): string {
  const kept = onDevice.read(KEY);
  if (kept !== null && /^[A-Za-z0-9_-]{32}$/.test(kept)) return kept;
  const secret = useRoom.getState().secret ?? newSecret();
  useRoom.setState({ secret });
  onDevice.keep(KEY, secret);
  return secret;
}

/** 192 random bits. Plain http has no crypto.subtle and no randomUUID, but it has this. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
