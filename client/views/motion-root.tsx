import { LazyMotion, MotionConfig } from 'framer-motion';
import type { ReactNode } from 'react';
import { useSettings } from '../stores/settings-store.ts';

const features = () => import('framer-motion').then((module) => module.domAnimation);

const reduced = { system: 'user', full: 'never', reduced: 'always' } as const;

/**
 * Motion for what is inside. This module itself is fetched after the first picture, which stands still
 * (`lazy` in the shell): 20 kB that nobody has to wait for.
 */
export function MotionRoot({ children }: { readonly children: ReactNode }) {
  const motion = useSettings((settings) => settings.motion);
  return (
    <LazyMotion features={features} strict>
      <MotionConfig reducedMotion={reduced[motion]}>{children}</MotionConfig>
    </LazyMotion>
  );
}
