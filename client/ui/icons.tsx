import type { ReactNode } from 'react';

const PATHS = {
  play: <path d="M4.5 3v10L12.5 8z" fill="currentColor" />,
  pause: <path d="M4.5 3h2.4v10H4.5zM9.1 3h2.4v10H9.1z" fill="currentColor" />,
  end: <path d="M13 3v10M3 3.5v9L10.5 8z" fill="currentColor" />,
  /** Sent again. */
  again: <path d="M12.6 5.4A5.2 5.2 0 1 0 13.2 9M13.2 2.6v3.2H10" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  /** The log, and the plot above it. */
  log: <path d="M2.8 4h.01M2.8 8h.01M2.8 12h.01M6 4h7.5M6 8h7.5M6 12h4.5" />,
  /** Something that was said. */
  said: <path d="M2.5 3.2h11v7.6H7.4L4.6 13.4v-2.6H2.5z" />,
  full: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  next: <path d="M4 2.5v11l9-5.5z" fill="currentColor" stroke="none" />,
  blocked: <path d="M4 2h8M4 14h8M5 2c0 4 6 4 6 6s-6 2-6 6M11 2c0 4-6 4-6 6s6 2 6 6" />,
  failed: <path d="m4 4 8 8M12 4l-8 8" />,
  step: <path d="M3 8h7M7 4.5 10.5 8 7 11.5M13 3.5v9" />,
  drop: <path d="m4 4 8 8M12 4l-8 8" />,
  right: <path d="M2.5 8h11M9.5 4l4 4-4 4" />,
  left: <path d="M13.5 8h-11M6.5 4l-4 4 4 4" />,
  more: <path d="M3.2 8h.1M8 8h.1M12.7 8h.1" strokeWidth="2.4" />,
  wait: <path d="M8 3.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10M8 6v2.5l1.8 1.3M6.5 1.5h3" />,
} as const satisfies Readonly<Record<string, ReactNode>>;

export type IconName = keyof typeof PATHS;

/** A line icon of 16 units in the text's colour. It stands beside words, or in a button with a label of its own. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return <LineIcon size={size}>{PATHS[name]}</LineIcon>;
}

/** An icon that the page's frame does not know. */
export function LineIcon({
  size,
  children,
}: {
  readonly size: number;
  readonly children: ReactNode;
}): ReactNode {
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
      {children}
    </svg>
  );
}
