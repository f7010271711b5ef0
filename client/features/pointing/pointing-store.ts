import { create } from 'zustand';
import type { Point } from '../../../shared/protocol/class-schema.ts';

interface Pointing {
  /** The presenter has the tool in hand, and has lit this part. */
  readonly isOn: boolean;
  readonly lit: Point | null;
  /** The follower's page does not show this part, at which the presenter points. */
  readonly unseen: Point | null;
}

export const usePointing = create<Pointing>(() => ({ isOn: false, lit: null, unseen: null }));
