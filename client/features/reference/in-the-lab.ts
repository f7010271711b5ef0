/* The reference beside the stage, fetched as one part when it is first asked for. */
export { ReferenceSheet } from './reference-sheet.tsx';
export { TermCard } from './term-card.tsx';
export { openTerms } from './terms-of-line.ts';
