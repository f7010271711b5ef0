import { generate } from 'lean-qr';
import type { ReactNode } from 'react';
import styles from './class-panel.module.css';

/** A QR code needs this much light around it (ISO/IEC 18004 §5.3.8). */
const QUIET_MODULES = 4;

/** A QR code, black on white in every theme. As an image, it can be copied onto a slide. */
export function QrFigure({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  return <img className={styles['qr']} src={imageOf(text)} alt={label} />;
}

function imageOf(text: string): string {
  const code = generate(text);
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (__, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  const whole = code.size + 2 * QUIET_MODULES;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET_MODULES} ${-QUIET_MODULES} ${whole} ${whole}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M${-QUIET_MODULES} ${-QUIET_MODULES}h${whole}v${whole}h${-whole}z"/>`,
    `<path d="${rows.join('')}"/></svg>`,
  ];
  return `data:image/svg+xml,${encodeURIComponent(svg.join(''))}`;
}
