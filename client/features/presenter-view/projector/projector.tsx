import { useEffect } from 'react';
import { present } from './present.ts';

/** It is in the page as long as the page presents this class, and shows nothing. */
export function Projector({ code }: { readonly code: string }): null {
  useEffect(() => present(code), [code]);
  return null;
}
