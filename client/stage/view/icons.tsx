import type { ReactNode } from 'react';

const PATHS = {
  next: <path d="M4 2.5v11l9-5.5z" fill="currentColor" stroke="none" />,
  blocked: <path d="M4 2h8M4 14h8M5 2c0 4 6 4 6 6s-6 2-6 6M11 2c0 4-6 4-6 6s6 2 6 6" />,
  running: <path d="M3 8h10M9 4l4 4-4 4" />,
  returned: <path d="M13 3v5a2 2 0 0 1-2 2H3M6.500 6.500 3 10l3.500 3.500" />,
  ended: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  failed: <path d="m4 4 8 8M12 4l-8 8" />,
  step: <path d="M3 8h7M7 4.500 10.500 8 7 11.500M13 3.500v9" />,
  until: <path d="M3 3.500 8 8l-5 4.500zM9 4v8M12.500 4v8" />,
  on: <path d="m2.500 3.500 5 4.500-5 4.500zM8.500 3.500l5 4.500-5 4.500z" />,
  pause: <path d="M5.500 3.500v9M10.500 3.500v9" />,
  deliver: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  drop: <path d="m4 4 8 8M12 4l-8 8" />,
  right: <path d="M2.500 8h11M9.500 4l4 4-4 4" />,
  left: <path d="M13.500 8h-11M6.500 4l-4 4 4 4" />,
  plus: <path d="M8 3.500v9M3.500 8h9" />,
  more: <path d="M3.200 8h.1M8 8h.1M12.700 8h.1" strokeWidth="2.4" />,
  sliders: (
    <path d="M2 4.500h6.500M12.500 4.500H14M2 11.500h1.500M7.500 11.500H14M10.500 2.500v4M5.500 9.500v4" />
  ),
  wait: <path d="M8 3.500a5 5 0 1 0 0 10 5 5 0 0 0 0-10M8 6v2.500l1.800 1.300M6.500 1.500h3" />,
  twice: <path d="M5.500 5.500v-3h8v8h-3M2.500 5.500h8v8h-8z" />,
  hold: <path d="M5.500 3.500v9M10.500 3.500v9" />,
  save: <path d="M8 2v7.500M4.800 6.500 8 9.700l3.200-3.200M2.500 10.500v3h11v-3" />,
  minus: <path d="M3.500 8h9" />,
} as const;

export type IconName = keyof typeof PATHS;

/** A 16-unit line icon in the text's colour; always beside words or with a label of its own. */
export function Icon({ name, size = 14 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none', display: 'block' }}
    >
      {PATHS[name]}
    </svg>
  );
}
