import styles from './sentence.module.css';

/** A sentence with its light marks drawn: `code` and *what to look at*. */
export function Sentence({ text }: { readonly text: string }) {
  const parts = text.split(/(`[^`]*`|\*[^*]*\*)/);
  return parts.map((part, i) => {
    const inner = part.slice(1, -1);
    // The parts of one sentence never move: their place is their identity.
    if (part.startsWith('`'))
      return (
        <code key={i} className={styles['code']}>
          {inner}
        </code>
      );
    if (part.startsWith('*')) return <strong key={i}>{inner}</strong>;
    return part;
  });
}
