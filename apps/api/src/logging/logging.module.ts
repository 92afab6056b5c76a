import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { v7 as uuid } from 'uuid';
import { redactedPaths } from './redact.js';

const quiet = new Set(['/health/live', '/health/ready', '/metrics']);
const pathOf = (url: string | undefined): string => (url ?? '').split('?')[0] ?? '';

/** JSON lines without headers, bodies or query strings: what is not written cannot leak. */
export function loggingModule(level: string, stream?: DestinationStream): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: [
      {
        level,
        redact: { paths: redactedPaths, censor: '[redacted]' },
        genReqId: () => uuid(),
        autoLogging: { ignore: (request: IncomingMessage) => quiet.has(pathOf(request.url)) || (request.url ?? '').startsWith('/_app/') },
        customLogLevel: (_request: IncomingMessage, response: ServerResponse) => (response.statusCode >= 500 ? 'error' : 'debug'),
        serializers: {
          req: (request: { id: string; method: string; url: string }) => ({
            id: request.id,
            method: request.method,
            url: pathOf(request.url),
          }),
          res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
        },
      },
      ...(stream ? [stream] : []),
    ] as never,
  });
}
