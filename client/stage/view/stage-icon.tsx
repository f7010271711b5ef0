import type { ReactNode } from 'react';
import { Icon, type IconName, LineIcon } from '../../ui/icons.tsx';

/** The icons of programs and controls, which the first picture has not. */
const PATHS = {
  start: <path d="M3 3v10M13 3.5v9L5.5 8z" fill="currentColor" />,
  back: <path d="M11.5 3v10L4 8z" fill="currentColor" />,
  forward: <path d="M4.5 3v10L12 8z" fill="currentColor" />,
  running: <path d="M3 8h10M9 4l4 4-4 4" />,
  returned: <path d="M13 3v5a2 2 0 0 1-2 2H3M6.500 6.500 3 10l3.500 3.500" />,
  ended: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  until: <path d="M3 3.500 8 8l-5 4.500zM9 4v8M12.500 4v8" />,
  on: <path d="m2.500 3.500 5 4.500-5 4.500zM8.500 3.500l5 4.500-5 4.500z" />,
  deliver: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  twice: <path d="M5.500 5.500v-3h8v8h-3M2.500 5.500h8v8h-8z" />,
  hold: <path d="M5.500 3.500v9M10.500 3.500v9" />,
  sliders: (
    <path d="M2 4.500h6.500M12.500 4.500H14M2 11.500h1.500M7.500 11.500H14M10.500 2.500v4M5.500 9.500v4" />
  ),
  save: <path d="M8 2v7.500M4.800 6.500 8 9.700l3.200-3.200M2.500 10.500v3h11v-3" />,
  minus: <path d="M3.500 8h9" />,
  plus: <path d="M8 3.500v9M3.500 8h9" />,
} as const satisfies Readonly<Record<string, ReactNode>>;

type OwnName = keyof typeof PATHS;
export type StageIconName = IconName | OwnName;

const isOwn = (name: StageIconName): name is OwnName => name in PATHS;

/** As `Icon`, with the stage's own ones. */
export function StageIcon({
  name,
  size = 16,
}: {
  readonly name: StageIconName;
  readonly size?: number;
}): ReactNode {
  return isOwn(name) ? <LineIcon size={size}>{PATHS[name]}</LineIcon> : <Icon name={name} size={size} />;
}
