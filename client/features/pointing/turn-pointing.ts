import { useRoom } from '../../lab/room-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { say } from '../../ui/panels-store.ts';
import { pointingMessages } from './messages.ts';
import { usePointing } from './pointing-store.ts';

/** Takes the tool, or puts it away. Whoever presents no class is told so. */
export async function turnPointing(): Promise<void> {
  if (useRoom.getState().class?.part === 'presenter') {
    usePointing.setState(({ isOn }) => ({ isOn: !isOn, lit: null }));
    return;
  }
  const text = await pointingMessages.read(useSettings.getState().language);
  say(text.presenterOnly);
}
