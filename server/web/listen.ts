import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../cli/failure.ts';
import { SERVER_LIMITS } from '../limits.ts';

/**
 * Listens on the port that was asked for, or else on the first free one from the default upwards. Port 0
 * means any free port. Throws Failure with a sentence for the terminal.
 */
export async function listen(
  server: Server,
  { host, port, portIsAsked }: { host: string; port: number; portIsAsked: boolean },
): Promise<AddressInfo> {
  const last = portIsAsked ? port : port + SERVER_LIMITS.portsTried - 1;
  for (let next = port; ; next += 1) {
    try {
      return await listenOn(server, host, next);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && next < last) continue;
      throw failureOf(code, { host, port, last }, error);
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function failureOf(
  code: string | undefined,
  { host, port, last }: { host: string; port: number; last: number },
  cause: unknown,
): Failure {
  if (code === 'EADDRINUSE') {
    const which = last === port ? `Port ${port} is` : `Ports ${port} to ${last} are`;
    return new Failure('port-busy', `${which} in use; --port 0 takes any free one.`, cause);
  }
  if (code === 'EACCES')
    return new Failure('cannot-listen', `Port ${port} is not for everybody; take one above 1023.`, cause);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new Failure('cannot-listen', `${host} is not an address of this machine (${code}).`, cause);
  return new Failure(
    'cannot-listen',
    `Cannot listen on ${host} port ${port}: ${code ?? String(cause)}.`,
    cause,
  );
}
