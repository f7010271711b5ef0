import type { ReactNode } from 'react';
import { LineIcon } from '../../ui/icons.tsx';

/** A raised hand. */
export function HandIcon({ size = 14 }: { readonly size?: number }): ReactNode {
  return (
    <LineIcon size={size}>
      <path d="M5.2 8.6V3.9a.9.9 0 0 1 1.8 0v3.2M7 7V2.6a.9.9 0 0 1 1.8 0V7M8.800 7V3.300a.9.9 0 0 1 1.8 0v4.200M10.600 7.500V5a.9.9 0 0 1 1.800 0v4.800a4.400 4.400 0 0 1-4.400 4.400 4.400 4.400 0 0 1-3.700-2.100L2.600 9.300a.95.95 0 0 1 1.600-1l1 1.300" />
    </LineIcon>
  );
}
