export const messages = {
  themes: { system: 'as the system', light: 'light', dark: 'dark', contrast: 'high contrast' },
  themeNow: (theme: string) => `Theme: ${theme}`,
  host: { client: 'client', server: 'server' },
  hostTitle: { client: 'Client', server: 'Server' },
  you: 'you',
  wire: 'wire',
  close: 'Close',
};

export type Messages = typeof messages;
