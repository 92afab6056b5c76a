import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { PinoLogger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import type { Foundation } from './core.module.js';
import { securityHeaders } from './http/security-headers.js';
import { slowBodies } from './http/slow-bodies.js';
import { QuietLogger } from './logging/quiet-logger.js';
import { RealtimeAdapter } from './realtime/realtime.adapter.js';
import { fallbackPage, serveWeb } from './web-static/serve-web.js';

const BODY_LIMIT = '2mb';

/** The whole application, ready to listen; the server and the tests make it here. */
export async function createApp(foundation: Foundation): Promise<NestExpressApplication> {
  const { config } = foundation;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(foundation), {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(new QuietLogger(await app.resolve(PinoLogger), {}));
  app.flushLogs();
  app.set('trust proxy', config.trustProxy);
  app.disable('x-powered-by');
  app.use(securityHeaders(fallbackPage(config.root), config.production));
  app.getHttpServer().requestTimeout = 0;
  app.use(slowBodies());
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useWebSocketAdapter(new RealtimeAdapter(app));
  serveApiDocs(app);
  serveWeb(app, config.root);
  return app;
}

function serveApiDocs(app: NestExpressApplication): void {
  const description = new DocumentBuilder().setTitle('Invigil').setVersion('0.1.0').addBearerAuth().addCookieAuth('access').build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/docs.json',
    yamlDocumentUrl: 'api/docs.yaml',
  });
}
