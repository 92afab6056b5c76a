import type { ErrorCode } from '@invigil/shared';
import { ApiError } from '../api-error.ts';

interface Part {
  readonly path: string;
  readonly blob: Blob;
  readonly signal: AbortSignal;
  /** Bytes of the part that have left, from 0 to its size. */
  readonly onprogress: (bytes: number) => void;
}

/**
 * Sends one part of a file. `fetch` cannot tell how far it has come, this can.
 * @throws ApiError; with status 0 when the connection was lost, and DOMException when it was aborted
 */
export function sendPart({ path, blob, signal, onprogress }: Part): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const abort = () => call.abort();
    signal.addEventListener('abort', abort, { once: true });
    call.upload.onprogress = ({ loaded }) => onprogress(loaded);
    call.onload = () => (call.status < 300 ? resolve() : reject(refusal(call)));
    call.onerror = () => reject(new ApiError('OFFLINE', 'The connection was lost.', 0));
    call.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
    call.onloadend = () => signal.removeEventListener('abort', abort);
    call.open('PUT', path);
    call.setRequestHeader('content-type', 'application/octet-stream');
    call.send(blob);
  });
}

function refusal({ status, responseText }: XMLHttpRequest): ApiError {
  try {
    const { error } = JSON.parse(responseText) as { error: { code: ErrorCode; message: string } };
    return new ApiError(error.code, error.message, status);
  } catch {
    return new ApiError('INTERNAL', `The server answered with an error (${status}). Try again in a moment.`, status);
  }
}
