import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { contentDisposition } from './content-disposition.js';
import { parseRange, type ByteRange } from './parse-range.js';

export interface Servable {
  /** Names the content, which never changes. */
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly at: Date;
  /** Bytes from the first to the last, both included, in order. Throws rather than give one that is not good. */
  read(start: number, end: number): AsyncGenerator<Buffer>;
}

/**
 * Answers a GET or HEAD with a file, whole or the range that was asked for, always to be saved and never to be shown or run.
 * @throws what reading throws; the connection must then be cut if the headers are out
 */
export async function serveFile(request: Request, response: Response, file: Servable): Promise<void> {
  const range = isFor(file, request.header('if-range')) ? parseRange(request.headers.range, file.size) : null;
  if (range === 'unsatisfiable') {
    const message = `This file has ${String(file.size)} bytes; ask for some of those.`;
    response.status(416).set('Content-Range', `bytes */${String(file.size)}`);
    response.json({ status: 'error', message, error: { code: 'BAD_REQUEST', message } });
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  const pieces = file.read(start, end);
  // Read before a word is said, so that what cannot be read at all is answered as the error it is.
  const first = request.method === 'HEAD' ? null : await pieces.next();
  response.status(range ? 206 : 200).set(headersOf(file, range));
  response.setHeader('Content-Length', end - start + 1);
  if (first === null) {
    response.end();
    return;
  }
  await pipeline(Readable.from(joined(first, pieces), { objectMode: false }), response).catch((error: unknown) => {
    // whoever stops a download has done nothing wrong
    if ((error as { code?: unknown } | null)?.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

async function* joined(first: IteratorResult<Buffer, unknown>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (!first.done) yield first.value;
  yield* rest;
}

const tagOf = ({ id }: Servable): string => `"${id}"`;
const isFor = (file: Servable, condition: string | undefined): boolean =>
  condition === undefined || condition === tagOf(file) || condition === file.at.toUTCString();

function headersOf(file: Servable, range: ByteRange | null): Record<string, string> {
  return {
    'Content-Type': file.mime === 'text/plain' ? 'text/plain; charset=utf-8' : file.mime,
    'Content-Disposition': contentDisposition(file.name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'no-store',
    'Accept-Ranges': 'bytes',
    ETag: tagOf(file),
    'Last-Modified': file.at.toUTCString(),
    ...(range ? { 'Content-Range': `bytes ${String(range.start)}-${String(range.end)}/${String(file.size)}` } : {}),
  };
}
