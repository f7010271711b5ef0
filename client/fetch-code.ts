import { create } from 'zustand';

/** The fetches of the page's own code that have failed. Each of them waits for this call to be made again. */
export const useFailedFetches = create<{ readonly again: readonly (() => void)[] }>(() => ({ again: [] }));

/**
 * Fetches code of the page. If that fails, because the server has gone or a newer version has taken the place of
 * this one, the page says so and the fetch waits until `fetchAgain` is called.
 */
export async function untilFetched<Code>(fetchCode: () => Promise<Code>): Promise<Code> {
  try {
    return await fetchCode();
  } catch {
    await new Promise<void>((resolve) =>
      useFailedFetches.setState(({ again }) => ({ again: [...again, resolve] })),
    );
    await fetchStylesAgain();
    return untilFetched(fetchCode);
  }
}

export function fetchAgain(): void {
  const { again } = useFailedFetches.getState();
  useFailedFetches.setState({ again: [] });
  for (const resolve of again) resolve();
}

/** A style sheet that could not be fetched is either absent or closed to scripts. */
function isFetched({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}

/** Vite asks for a style sheet once only, and would show the part without it the second time. */
async function fetchStylesAgain(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  const failed = links.filter((link) => !isFetched(link));
  await Promise.all(
    failed.map(
      (link) =>
        new Promise((resolve) => {
          const next = document.createElement('link');
          next.rel = 'stylesheet';
          next.crossOrigin = link.crossOrigin;
          next.addEventListener('load', resolve);
          next.addEventListener('error', resolve);
          next.href = link.href;
          link.replaceWith(next);
        }),
    ),
  );
}
