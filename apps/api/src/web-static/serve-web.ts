import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';

const notPages = /^\/(?:api|auth|socket\.io|health|metrics|models)(?:\/|$)/;
const A_DAY = 86_400_000;

/** The page that stands for every address of the single-page app. */
export const fallbackPage = (root: string): string => join(root, 'apps', 'web', 'build', '200.html');

const notFound = (_request: Request, response: Response): void => {
  const message = 'There is no such file.';
  response.status(404).json({ status: 'error', message, error: { code: 'NOT_FOUND', message } });
};

/** Serves the pages' build, the models, and for any other GET that asks for a page the app itself. */
export function serveWeb(app: NestExpressApplication, root: string): void {
  const build = join(root, 'apps', 'web', 'build');
  // the server's own copies of the nets: no page needs these 47 MB
  app.use('/models/onnx', notFound);
  app.use('/models', express.static(join(root, 'models'), { maxAge: A_DAY, index: false }), notFound);
  app.use(
    '/_app/immutable',
    express.static(join(build, '_app', 'immutable'), { immutable: true, maxAge: 365 * A_DAY, index: false }),
    notFound,
  );
  app.use(express.static(build, { index: false, cacheControl: true, maxAge: 0 }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || notPages.test(request.path)) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(fallbackPage(root), (error) => {
      if (error) next(response.headersSent ? error : undefined);
    });
  });
}
