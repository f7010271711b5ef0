import { onDevice } from '../../storage.ts';
import { useVoteView } from './vote-store.ts';

const KEY = 'socketscope.voter';

/**
 * The secret by which classes know this device again, so that it has one answer. It goes to the page's server only, with
 * the device's own answers. It lasts as long as the page where nothing can be kept.
 */
export function voter(): string {
  const kept = onDevice.read(KEY);
  if (kept !== null && /^[A-Za-z0-9_-]{32}$/.test(kept)) return kept;
  const secret = useVoteView.getState().secret ?? newSecret();
  useVoteView.setState({ secret });
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
