export type FileKind = 'picture' | 'film' | 'sound' | 'archive' | 'document' | 'other';

const DOCUMENTS = /^(?:text\/|application\/(?:pdf|rtf|msword|vnd\.(?:openxmlformats|oasis|ms-)|epub))/;
const ARCHIVES = /^application\/(?:zip|gzip|x-(?:tar|7z|rar|bzip2?|xz)|vnd\.rar)/;

/** What a file is, for its picture and for whoever cannot see that. */
export function fileKind(mime: string): FileKind {
  if (mime.startsWith('image/')) return 'picture';
  if (mime.startsWith('video/')) return 'film';
  if (mime.startsWith('audio/')) return 'sound';
  if (ARCHIVES.test(mime)) return 'archive';
  return DOCUMENTS.test(mime) ? 'document' : 'other';
}
