type Language = 'zh' | 'en';

declare global {
  interface Window {
    /**
     * The faults of a text that was not on the page before: it is not translated, has gaps not filled in, or
     * is cut off. `own` has the words of programs.
     */
    readable(language: Language, own: string): string[];
  }
}

/** This function runs inside a page, where it defines `window.readable`. */
export function addReadable(): void {
  /**
   * Code, bytes and figures are in no language of the page. The narration's trail repeats its sentences at the pace
   * of a screen reader, so that it follows a change of language later.
   */
  const NO_LANGUAGE = 'code, pre, kbd, input, textarea, svg, [data-part="trail"].heard';
  const FOREIGN = { zh: /(?:\b[a-z]{2,} ){3}[a-z]{2,}/, en: /[\u3400-\u9fff]+/ };
  const UNFILLED = /undefined|\bNaN\b|\[object|\$\{|\bInfinity\b/;
  const seen = new Set<string>();

  const faultOf = (text: string, language: Language, own: string): string | null => {
    if (UNFILLED.test(text)) return 'not filled in';
    const found = FOREIGN[language].exec(text);
    // The words of a program or the kernel stay as they are.
    return found === null || own.includes(found[0]) ? null : 'not translated';
  };

  const isCutOff = (element: Element): boolean => {
    // A text for screen readers only is one pixel in size.
    if (element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth + 1) return false;
    const { overflowX, textOverflow } = getComputedStyle(element);
    return overflowX !== 'visible' && textOverflow !== 'ellipsis';
  };

  window.readable = (language, own) => {
    const faults: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement;
      const text = node.nodeValue ?? '';
      if (element === null || seen.has(text)) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      seen.add(text);
      const marked = element.closest<HTMLElement>('[lang]')?.lang.slice(0, 2) !== language;
      if (marked || element.closest(NO_LANGUAGE) !== null) continue;
      const fault = faultOf(text, language, own);
      if (fault !== null) faults.push(`${fault}: ${text.trim()}`);
    }
    for (const element of document.querySelectorAll('button, h2, h3'))
      if (isCutOff(element)) faults.push(`cut off: ${element.textContent}`);
    const sentence = document.querySelector('[data-part="narration"] p');
    if (sentence !== null && sentence.scrollHeight > sentence.clientHeight + 2)
      faults.push(`cut off: ${sentence.textContent}`);
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);
    return faults;
  };
}
