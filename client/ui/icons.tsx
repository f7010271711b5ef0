import type { ReactNode } from 'react';

const paths = {
  start: <path d="M3 3v10M13 3.5v9L5.5 8z" />,
  back: <path d="M11.5 3v10L4 8z" />,
  play: <path d="M4.5 3v10L12.5 8z" />,
  pause: <path d="M4.5 3h2.4v10H4.5zM9.1 3h2.4v10H9.1z" />,
  forward: <path d="M4.5 3v10L12 8z" />,
  end: <path d="M13 3v10M3 3.5v9L10.5 8z" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" fill="none" />,
  /** The log, and the plot above it. */
  log: <path d="M2.8 4h.01M2.8 8h.01M2.8 12h.01M6 4h7.5M6 8h7.5M6 12h4.5" fill="none" />,
  full: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" fill="none" />,
  close: <path d="M4 4l8 8M12 4l-8 8" fill="none" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" stroke="none" />
    </>
  ),
} satisfies Record<string, ReactNode>;

/** Drawn in the text's colour; the button's label says what it means. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {paths[name]}
    </svg>
  );
}
