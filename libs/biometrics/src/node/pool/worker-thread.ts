/** Lets a worker that Node runs from the TypeScript sources find `./x.ts` where they say `./x.js`, as TypeScript wants it. */
const SOURCE_IMPORTS = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve: (specifier, context, next) =>
    next(context.parentURL?.endsWith('.ts') && specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context),
});`;

export interface WorkerThreadSource {
  readonly filename: string;
  readonly execArgv: string[];
}

/**
 * The worker's file beside `parentUrl`. From dist it is plain JavaScript. Under Vitest the parent is a source file, and a worker is outside of Vitest's reach:
 * Node strips the types itself (these sources use erasable syntax only), so no build is needed before the tests.
 */
export function workerThread(name: string, parentUrl: string): WorkerThreadSource {
  const fromSource = parentUrl.endsWith('.ts');
  return {
    filename: new URL(`./${name}.${fromSource ? 'ts' : 'js'}`, parentUrl).href,
    execArgv: fromSource ? ['--import', `data:text/javascript,${encodeURIComponent(SOURCE_IMPORTS)}`] : [],
  };
}
