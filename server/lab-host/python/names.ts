import type { Value } from './values.ts';

/** A program's global names, or a function's local ones. */
export type Names = Map<string, Value>;
