import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { Problem } from '../http/problem.js';
import { noFileUploaded } from './file-problems.js';

const LIMITS = { files: 1, fields: 20, parts: 20, fieldSize: 64 * 1024, headerPairs: 50 };

/** The file of a form that is still coming in. */
export interface FormFile {
  readonly name: string;
  /** @throws Problem BAD_REQUEST where the form breaks off */
  readonly content: AsyncIterable<Buffer>;
  /** Settles once the form has come to its end; the content has to be read for that. */
  readonly end: Promise<void>;
}

/**
 * Begins to read a multipart form, up to its file. What comes after is read only as the file's content is.
 * @throws Problem BAD_REQUEST when there is no file in the field `file`, or the form cannot be read
 */
export function formFile(request: Request): Promise<FormFile> {
  const parser = parserOf(request);
  const end = new Promise<void>((resolve, reject) => {
    parser.once('close', resolve);
    parser.on('error', () => {
      reject(brokenOff());
    });
  });
  request.once('close', () => {
    if (!request.complete) parser.destroy(new Error('the sender has gone'));
  });
  return new Promise((resolve, reject) => {
    parser.on('file', (field, content, { filename }: { filename?: string }) => {
      // The form's own error says it all; without a listener this one would end the process.
      content.on('error', () => undefined);
      if (field === 'file' && filename !== undefined && filename !== '') resolve({ name: filename, content: bytesOf(content), end });
      else content.resume();
    });
    end.then(() => {
      reject(noFileUploaded());
    }, reject);
    request.pipe(parser);
  });
}

/** Lets the rest of a refused form come in unread, so that the sender gets to read why. */
export function ignoreRest(request: Request): void {
  request.unpipe();
  request.resume();
}

const brokenOff = (): Problem => new Problem('BAD_REQUEST', 'The upload broke off before its end; send the file again.');

/** Only the form itself makes its content fail. */
async function* bytesOf(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content as AsyncIterable<Buffer>;
  } catch {
    throw brokenOff();
  }
}

function parserOf(request: Request): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', preservePath: true, limits: LIMITS });
  } catch {
    // no form, or one without a boundary
    throw noFileUploaded();
  }
}
