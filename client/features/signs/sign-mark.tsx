import type { ReactNode } from 'react';
import { Icon } from '../../ui/icons.tsx';
import type { SignId } from './signs.ts';

/** A sign as the stage draws it: few fonts have the hourglass of a blocked thread. */
export function SignMark({ id, sign }: { readonly id: SignId; readonly sign: string }): ReactNode {
  return <b>{id === 'sleeps' ? <Icon name="blocked" size={13} /> : sign}</b>;
}
