/** A sentence without its light marks (`code`, *emphasis*), for a screen reader or an attribute. */
export function plain(sentence: string): string {
  return sentence.replace(/[`*]/g, '');
}
