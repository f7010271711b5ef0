import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/*
 * CodeMirror in the page's own colours (tokens.css), so that it follows every theme. As on the stage, code has
 * no hues: a colour is one send() there. CodeMirror writes its styles into a style element, which the page's
 * policy permits for animations anyway (security-headers.ts); scripts stay the page's own.
 */

export const look = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--ink)',
    backgroundColor: 'var(--card)',
    fontSize: 'var(--text-reading)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '24px', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    color: 'var(--ink-quiet)',
    backgroundColor: 'var(--sunken)',
    border: 'none',
    fontSize: 'var(--text-small)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--ink) 5%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--ink)', backgroundColor: 'transparent', fontWeight: '650' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--ink) 18%, transparent) !important',
  },
  '.cm-gutter-lint': { width: '18px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '4px 2px' },
  '.cm-lint-marker': { width: '14px', height: '14px', content: 'none !important' },
  // Told apart by shape: filled, ringed, dotted.
  '.cm-lint-marker-error': { backgroundColor: 'var(--fail)', borderRadius: '3px' },
  '.cm-lint-marker-warning': { border: '3px solid var(--blocked)', borderRadius: '50%' },
  '.cm-lint-marker-info': { border: '2px dotted var(--ink-soft)', borderRadius: '50%' },
  '.cm-lintRange': { backgroundImage: 'none !important', paddingBottom: '1px' },
  '.cm-lintRange-error': { borderBottom: '2px solid var(--fail)' },
  '.cm-lintRange-warning': { borderBottom: '2px dashed var(--blocked)' },
  '.cm-lintRange-info': { borderBottom: '2px dotted var(--ink-soft)' },
  '.cm-tooltip': {
    maxWidth: '340px',
    color: 'var(--on-ink)',
    backgroundColor: 'var(--ink)',
    border: 'none',
    borderRadius: 'var(--radius-small)',
  },
  '.cm-diagnostic': {
    padding: '5px 9px',
    border: 'none',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-small)',
  },
});

export const inks = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword], fontWeight: '650' },
    { tag: [tags.comment], color: 'var(--ink-quiet)', fontStyle: 'italic' },
    { tag: [tags.punctuation, tags.paren, tags.separator, tags.operator], color: 'var(--ink-soft)' },
  ]),
);
