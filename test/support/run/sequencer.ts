import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { usualSeconds } from './budgets.ts';

/**
 * Runs the longest files first, so that they run beside everything else. The files of a project follow each other,
 * because a worker whose next file is another project's ends, and its modules and its browser end with it.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    const usual = ({ moduleId }: TestSpecification): number =>
      usualSeconds(moduleId.slice(this.ctx.config.root.length + 1));
    const longest = new Map<string, number>();
    for (const file of files)
      longest.set(file.project.name, Math.max(usual(file), longest.get(file.project.name) ?? 0));
    const longestOf = ({ project }: TestSpecification): number => longest.get(project.name) ?? 0;
    return files.toSorted(
      (a, b) => group(a) - group(b) || longestOf(b) - longestOf(a) || usual(b) - usual(a),
    );
  }
}
