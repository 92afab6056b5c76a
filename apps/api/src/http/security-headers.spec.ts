import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inlineScriptHashes } from './security-headers.js';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('inlineScriptHashes', () => {
  it('hashes exactly what stands between the tags', () => {
    expect(inlineScriptHashes('<body><script>\n\tboot();\n</script></body>')).toEqual([hash('\n\tboot();\n')]);
  });

  it('leaves out scripts that are loaded', () => {
    expect(inlineScriptHashes('<script type="module" src="/a.js"></script><script type="module">a()</script>')).toEqual([hash('a()')]);
  });

  it('finds none in a page without scripts', () => {
    expect(inlineScriptHashes('<p>script</p>')).toEqual([]);
  });
});
