import { spawn } from 'node:child_process';

/** Opens the page in the system's browser. A failure is ignored, because the address is printed too. */
export function openBrowser(address: string): void {
  const [command, args] = openerOf(process.platform, address);
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => {});
  opener.unref();
}

function openerOf(platform: string, address: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [address]];
  // `start` takes its first quoted word as a title, and `&` would end the command.
  if (platform === 'win32') return ['cmd', ['/c', 'start', '""', address.replaceAll('&', '^&')]];
  return ['xdg-open', [address]];
}
