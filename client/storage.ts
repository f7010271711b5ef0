/**
 * Texts kept on this device, or for this tab only. Storage may be forbidden or full: reading then gives null, and
 * keeping does nothing. Readers validate, because another version of the page may have written the text.
 */
function texts(storage: () => Storage) {
  return {
    read(key: string): string | null {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    keep(key: string, text: string): void {
      try {
        storage().setItem(key, text);
      } catch {
        // The page goes on without memory.
      }
    },
  };
}

export const onDevice = texts(() => localStorage);
export const inTab = texts(() => sessionStorage);

/** The value of a JSON text; null where it is no JSON. */
export function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
