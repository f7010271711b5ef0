import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { usualSeconds } from './budgets.ts';

/** Longest first, whatever the project: what waits longest runs beside everything else. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    const usual = ({ moduleId }: TestSpecification): number =>
      usualSeconds(moduleId.slice(this.ctx.config.root.length + 1));
    return files.toSorted((a, b) => group(a) - group(b) || usual(b) - usual(a));
  }
}
