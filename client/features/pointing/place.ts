import type { Point } from '../../../shared/protocol/class-schema.ts';
import { LIMITS } from '../../../shared/limits.ts';

const PART = '[data-anchor]';

/** Three digits are finer than a pixel of any part. */
const rounded = (fraction: number): number => Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 1000;

/** Returns the place on the stage at this point of the window, or null beside its parts. */
export function placeAt(target: EventTarget | null, clientX: number, clientY: number): Point | null {
  const part = target instanceof Element ? target.closest(PART) : null;
  if (part === null) return null;
  const { x, y, width, height } = part.getBoundingClientRect();
  return {
    in: namesFrom(part),
    x: width > 0 ? rounded((clientX - x) / width) : 0,
    y: height > 0 ? rounded((clientY - y) / height) : 0,
    lit: false,
  };
}

/** Returns the middle of the part in which an element is, or null beside the parts. */
export function placeOf(element: EventTarget | null): Point | null {
  const part = element instanceof Element ? element.closest(PART) : null;
  return part === null ? null : { in: namesFrom(part), x: 0.5, y: 0.5, lit: false };
}

function namesFrom(part: Element): string[] {
  const names: string[] = [];
  for (let one: Element | null = part; one !== null; one = one.parentElement?.closest(PART) ?? null)
    names.push(one.getAttribute('data-anchor') ?? '');
  return names.slice(0, LIMITS.pointedParts);
}

export interface Found {
  readonly part: Element;
  /** It is the very part, and not one around it. */
  readonly isExact: boolean;
}

/**
 * Returns the innermost part of the place that this page shows, or null. A row of cells may be cut otherwise here: the part
 * around it is taken then.
 */
export function findPart({ in: names }: Point): Found | null {
  for (const [i, name] of names.entries()) {
    const part = document.querySelector(`[data-anchor="${CSS.escape(name)}"]`);
    if (part !== null && part.getBoundingClientRect().width > 0) return { part, isExact: i === 0 };
  }
  return null;
}
