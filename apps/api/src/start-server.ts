import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AnalysisService } from './analysis/analysis.service.js';
import { StartError, type Config } from './config/config.js';
import { createApp } from './create-app.js';
import { migrate } from './database/migrate.js';
import { openDatabase } from './database/open-database.js';
import { fitMasterKey } from './keys/fit-master-key.js';
import { jwtSecretOf } from './keys/key-files.js';
import { KeyService } from './keys/key.service.js';
import { SetupService } from './keys/setup.service.js';

const CLOSE_IDLE_MS = 100;

export interface RunningServer {
  /** Address and, while there is no administrator, the set-up link. */
  readonly greeting: string;
  /** Takes no more work, finishes what was begun, then lets go of the database. */
  close(): Promise<void>;
}

/**
 * Everything between the settings and an open port.
 * @throws StartError with one sentence that says what to do
 */
export async function startServer(config: Config): Promise<RunningServer> {
  await refuseTakenPort(config);
  makeDataFolder(config.dataDir);
  const jwtSecret = jwtSecretOf(config);
  const database = await openDatabase(config, 'server');
  let app: NestExpressApplication | undefined;
  try {
    const connection = await migrate(database.connection);
    const keys = new KeyService(await fitMasterKey(config, connection), jwtSecret);
    app = await createApp({ config, connection, keys });
    await app.listen(config.port, config.host).catch((error: unknown) => {
      throw portError(error, config);
    });
    await engineLoaded(app, config);
    const greeting = await greet(app, config);
    const running = app;
    return {
      greeting,
      close: async () => {
        await closeApp(running);
        await database.close();
      },
    };
  } catch (error) {
    await app?.close().catch(() => undefined);
    await database.close();
    throw error;
  }
}

/** Node lets idle connections go once, as it begins to close: one that a client keeps open and that becomes idle after that would hold the end up for seconds. */
async function closeApp(app: NestExpressApplication): Promise<void> {
  const timer = setInterval(() => {
    app.getHttpServer().closeIdleConnections();
  }, CLOSE_IDLE_MS);
  await app.close().finally(() => {
    clearInterval(timer);
  });
}

/** Others may pass through it, not list it: PostgreSQL's account has to reach its own part. */
function makeDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o711 });
  } catch {
    throw new StartError(
      `The data folder ${path} cannot be made; give this account the right to write there, or set INVIGIL_DATA to another folder.`,
    );
  }
}

/** Asked before the database starts, so that the answer comes at once and changes nothing. */
async function refuseTakenPort(config: Config): Promise<void> {
  if (config.port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => {
      reject(portError(error, config));
    });
    probe.listen(config.port, config.host, () =>
      probe.close(() => {
        resolve();
      }),
    );
  });
}

function portError(error: unknown, { port, host }: Config): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${String(port)} is in use, perhaps by another Invigil; stop that, or choose another: PORT=${String(port + 1)} npm start`,
    );
  if (code === 'EACCES')
    return new StartError(`Port ${String(port)} may not be opened by this account; choose one above 1023: PORT=3000 npm start`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(
      `HOST is ${host}, which is no address of this machine; set it to 127.0.0.1 (this machine only) or 0.0.0.0 (the whole network).`,
    );
  return error instanceof Error ? error : new Error('the port could not be opened');
}

/** A server that takes frames and can never analyse them would look as if it worked. @throws StartError with the engine's own reason */
async function engineLoaded(app: NestExpressApplication, { faceEngine }: Config): Promise<void> {
  await app.get(AnalysisService).ready.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'no reason was given.';
    throw new StartError(`FACE_ENGINE is ${faceEngine}, which cannot be loaded: ${reason}`);
  });
}

async function greet(app: NestExpressApplication, config: Config): Promise<string> {
  const setup = app.get(SetupService);
  const address = config.publicUrl;
  if (!(await setup.isNeeded())) return `\nInvigil is ready: ${address}\n`;
  return `\nInvigil is ready: ${address}\nNobody has set it up yet. Open this link, once, to create the administrator:\n\n  ${address}/setup#${await setup.mint()}\n\n`;
}
