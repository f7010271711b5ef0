export const hashOfClass = (code: string): string => `#/class/${code}`;
