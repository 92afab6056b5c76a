const secrets = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'faceDescriptor',
  'descriptor',
  'jpeg',
  'image',
  'frames',
];

const under = (prefix: string, name: string): string => (name.startsWith('[') ? `${prefix}${name}` : `${prefix}.${name}`);

/** Paths that no log line shows: at the top, one and two levels down, and in headers and bodies. */
export const redactedPaths: string[] = secrets.flatMap((name) => [
  name.startsWith('[') ? name : name,
  under('*', name),
  under('*.*', name),
  under('req.headers', name),
  under('res.headers', name),
]);
