import { create } from 'zustand';

/** Whether the focus came by keyboard or by pointer: after a click a control keeps it without being meant. */
const useFocusOrigin = create(() => ({ byPointer: false }));

/** Keeps track of it as long as the page's keys are heard. */
export function watchFocus(): () => void {
  const pressed = ({ key }: KeyboardEvent): void => {
    if (key === 'Tab') useFocusOrigin.setState({ byPointer: false });
  };
  const pointed = (): void => useFocusOrigin.setState({ byPointer: true });
  addEventListener('keydown', pressed, true);
  addEventListener('pointerdown', pointed, true);
  return () => {
    removeEventListener('keydown', pressed, true);
    removeEventListener('pointerdown', pointed, true);
  };
}

/** A button reached with the keyboard takes Space for itself; one that was only clicked does not. */
export function pressesItself(event: KeyboardEvent): boolean {
  return (
    !useFocusOrigin.getState().byPointer &&
    event.target instanceof HTMLElement &&
    event.target.matches('button, a, summary, input:not([type="range"])')
  );
}

/**
 * Arrows, Home and End mean time, save in a slider other than time's own, and in a choice reached with the
 * keyboard: one that was only clicked must not change when the learner means to look back.
 */
export function movesItself(event: KeyboardEvent): boolean {
  const choice = useFocusOrigin.getState().byPointer ? '' : ', [type="radio"]';
  return (
    event.target instanceof HTMLInputElement &&
    event.target.matches(`[type="range"]:not([data-part="scrubber"])${choice}`)
  );
}
