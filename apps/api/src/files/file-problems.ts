import { Problem } from '../http/problem.js';

export const noFileUploaded = (): Problem =>
  new Problem('BAD_REQUEST', 'No file uploaded. Send one as multipart/form-data in the field "file".');
export const accessDenied = (): Problem =>
  new Problem('FORBIDDEN', 'Access denied. This is for its owner; ask them to share the file with you.');
export const fileNotFound = (): Problem =>
  new Problem('NOT_FOUND', 'File not found. It may have been deleted; go back to the list of your files.');
