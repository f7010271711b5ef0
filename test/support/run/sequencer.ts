import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { usualSeconds } from './budgets.ts';

/** Runs the longest files first, whatever their project, so that they run beside everything else. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    const usual = ({ moduleId }: TestSpecification): number =>
      usualSeconds(moduleId.slice(this.ctx.config.root.length + 1));
    return files.toSorted((a, b) => group(a) - group(b) || usual(b) - usual(a));
  }
}
