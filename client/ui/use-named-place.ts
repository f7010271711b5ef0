import { useEffect } from 'react';

/** Goes to what the link's hash names: when the browser looked for it, nothing of this view was there yet. */
export function useNamedPlace(): void {
  useEffect(() => {
    if (location.hash !== '') location.replace(location.hash);
  }, []);
}
