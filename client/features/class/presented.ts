import { classOfTab, roomToken } from '../../lab/room-link.ts';
import { inTab } from '../../storage.ts';

/** It is forgotten together with the secrets of rooms. */
const KEY = roomToken.key('presented');

/**
 * The class that this tab presented until another tab or device did: its code, and its secret. The tab presents it again
 * only when somebody says so.
 */
export const presented = {
  read(): { readonly code: string; readonly token: string } | null {
    const [code, token] = inTab.read(KEY)?.split(' ') ?? [];
    return code && token ? { code, token } : null;
  },
  /** Another one presents the class of this tab from now on. */
  giveUp(): void {
    const { code, token } = classOfTab.read() ?? {};
    if (!code || !token) return;
    inTab.keep(KEY, `${code} ${token}`);
    classOfTab.keep(code);
  },
  /** This tab presents it again. */
  takeBack(): void {
    const { code, token } = this.read() ?? {};
    if (code !== undefined) classOfTab.keep(code, token);
    this.forget();
  },
  forget(): void {
    inTab.keep(KEY, '');
  },
};
