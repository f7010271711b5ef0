import { isSecret, newId, newSecret } from '../rooms/secrets.ts';

/**
 * The secret of one start of the server. Whoever has it may open labs; it is in the address that the terminal
 * prints. A browser that comes with it gets a cookie, and an address without it.
 */
export class LaunchToken {
  #secret = newSecret();
  /** Cookies do not tell ports apart (RFC 6265 §8.5), so that each start has a name of its own. */
  #cookie = `socketscope-${newId()}`;

  get secret(): string {
    return this.#secret;
  }

  /** Has the secret and the cookie that the other servers behind the same address have, so that one opens the others, too. */
  async agree(on: (text: string) => Promise<string>): Promise<void> {
    const [secret = '', cookie = ''] = (await on(`${this.#secret} ${this.#cookie}`)).split(' ');
    this.#secret = secret;
    this.#cookie = cookie;
  }

  /** Says whether a request's Cookie header has the secret. */
  isIn(cookies: string | undefined): boolean {
    const values = (cookies ?? '').split(/;\s*/).filter((pair) => pair.startsWith(`${this.#cookie}=`));
    return values.some((pair) => isSecret(pair.slice(this.#cookie.length + 1), this.secret));
  }

  /** The Set-Cookie header for a browser that knows the secret; null if what it says is not the secret. */
  cookieFor(given: string): string | null {
    // Without a Path it is for the folder of the page (§5.1.4), whatever prefix a proxy has.
    return isSecret(given, this.secret) ? `${this.#cookie}=${given}; HttpOnly; SameSite=Strict` : null;
  }
}

/**
 * Splits a target that carries a token: the token, and where the browser finds the same page without it. The
 * location is relative to the page's folder, because only the browser knows the prefix of a proxy. Null if there is
 * no token.
 */
export function tokenIn(target: string | undefined): { token: string; location: string } | null {
  const [path = '', query = ''] = (target ?? '').split('?', 2);
  const asked = new URLSearchParams(query);
  const token = asked.get('token');
  if (token === null || !/^\/(index\.html)?$/.test(path)) return null;
  asked.delete('token');
  return { token, location: asked.size === 0 ? './' : `./?${asked.toString()}` };
}
