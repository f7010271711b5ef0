/* The reference beside the stage, fetched after the first picture as one part. */
export { ReferenceSheet } from './reference-sheet.tsx';
export { TermCard } from './term-card.tsx';
export { openTerms } from './terms-of-line.ts';
