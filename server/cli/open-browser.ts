import { spawn } from 'node:child_process';

/** Opens the page where the system knows how; where it doesn't, the printed address has to do. */
export function openBrowser(address: string): void {
  const [command, args] = openerOf(process.platform, address);
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
}

function openerOf(platform: string, address: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [address]];
  // `start` takes its first quoted word for a title; & would end the command.
  if (platform === 'win32') return ['cmd', ['/c', 'start', '""', address.replaceAll('&', '^&')]];
  return ['xdg-open', [address]];
}
