import type { Remark } from '../../../../shared/programs/tree.ts';
import { logicalLines, type LogicalLine } from './logical-lines.ts';

/**
 * The lines of a text without code, and the comments behind its code. They are taken in the order of the
 * text, so that the tree has each of them where it stands.
 */
export class Remarks {
  readonly #lines: readonly LogicalLine[];
  /** The first line that was not taken yet. */
  #at = 0;

  /** `from` is the offset at which the program begins: blank lines at its head are left out. */
  constructor(text: string, from: number) {
    const lines = logicalLines(text).filter((line) => line.from >= from);
    const first = lines.findIndex((line) => line.text !== '' || line.comments.length > 0);
    const last = lines.findLastIndex((line) => line.text !== '' || line.comments.length > 0);
    this.#lines = first < 0 ? [] : lines.slice(first, last + 1);
  }

  /** Takes the lines without code above the code at an offset. Those above other code are passed over. */
  above(offset: number): Remark[] {
    const taken: Remark[] = [];
    for (let line = this.#next; line !== undefined && line.from < offset; line = this.#next) {
      taken.push(...remarksOf(line));
      if (line.text !== '') taken.length = 0;
      this.#at += 1;
    }
    return taken;
  }

  /** Takes the comment behind the code at an offset. Others inside brackets go above the code. */
  beside(offset: number): { readonly above: readonly Remark[]; readonly comment?: string } {
    const line = this.#next;
    if (line === undefined || line.text === '' || line.from > offset) return { above: [] };
    this.#at += 1;
    const comment = line.comments.at(-1);
    const above = line.comments.slice(0, -1).map(remark);
    return comment === undefined ? { above } : { above, comment };
  }

  /** Takes the lines without code at the end of a block, which are indented as deep as it is. */
  below(indent: number): Remark[] {
    const end = this.#lines.findIndex((line, i) => i >= this.#at && line.text !== '');
    const gap = this.#lines.slice(this.#at, end < 0 ? undefined : end);
    const last = gap.findLastIndex((line) => line.comments.length > 0 && line.indent.length >= indent);
    this.#at += last + 1;
    return gap.slice(0, last + 1).flatMap(remarksOf);
  }

  get #next(): LogicalLine | undefined {
    return this.#lines[this.#at];
  }
}

const remark = (text: string): Remark => ({ is: 'remark', text });

function remarksOf({ comments }: LogicalLine): Remark[] {
  return comments.length === 0 ? [remark('')] : comments.map(remark);
}
