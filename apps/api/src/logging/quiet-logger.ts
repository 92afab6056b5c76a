import { Logger } from 'nestjs-pino';

const framework = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
  'LegacyRouteConverter',
]);

/** The framework's news of each module and route is for debugging; the terminal belongs to the set-up link. */
export class QuietLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (framework.has(String(rest.at(-1)))) this.debug(message, ...(rest as [string]));
    else super.log(message, ...(rest as [string]));
  }
}
