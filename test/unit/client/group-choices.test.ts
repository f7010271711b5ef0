import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fittingOf, groupChoices } from '../../../client/features/own-labs/labs/group-choices.ts';
import { LIMITS } from '../../../shared/limits.ts';

test('[OWN3] 40 devices and 32 labs: in pairs', () => {
  const choices = groupChoices(40, 32);
  expect(choices).toEqual([
    { each: 1, labs: 32, without: 8 },
    { each: 2, labs: 20, without: 0 },
    { each: 3, labs: 14, without: 0 },
  ]);
  expect(fittingOf(choices).each).toBe(2);
});

test('[OWN3] the smallest groups in which everybody has a lab are proposed, and none that would use more labs than there are', () => {
  fc.assert(
    fc.property(fc.nat(1200), fc.nat(250), (devices, free) => {
      const choices = groupChoices(devices, free);
      const { each, without } = fittingOf(choices);
      expect(choices.length).toBeGreaterThanOrEqual(3);
      for (const choice of choices) {
        expect(choice.labs).toBeLessThanOrEqual(free);
        expect(choice.labs * choice.each + choice.without).toBeGreaterThanOrEqual(devices);
        if (choice.each < each) expect(choice.without).toBeGreaterThan(0);
      }
      if (devices <= free * LIMITS.devicesPerLab) expect(without).toBe(0);
    }),
  );
});
