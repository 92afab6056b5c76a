/** Where objects lie when not in the data folder. */
export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  /** Left out: Amazon's own. */
  readonly endpoint: string | undefined;
  /** Left out: what the machine's role gives. */
  readonly credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

interface Given {
  S3_BUCKET?: string | undefined;
  S3_REGION: string;
  S3_ENDPOINT?: string | undefined;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** @returns undefined when no bucket is set: objects then lie in the data folder */
export function s3Of(given: Given): S3Settings | undefined {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT: endpoint } = given;
  if (bucket === undefined) return undefined;
  const [accessKeyId, secretAccessKey] = [given.S3_ACCESS_KEY_ID, given.S3_SECRET_ACCESS_KEY];
  return {
    bucket,
    region,
    endpoint,
    credentials: accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : undefined,
  };
}

/** Settings that make no sense without each other, as the name of the one that is missing; null when they fit. */
export function missingS3Setting(given: Given): string | null {
  if (given.S3_BUCKET === undefined) return given.S3_ENDPOINT !== undefined || given.S3_ACCESS_KEY_ID !== undefined ? 'S3_BUCKET' : null;
  if (given.S3_ACCESS_KEY_ID === undefined) return given.S3_SECRET_ACCESS_KEY === undefined ? null : 'S3_ACCESS_KEY_ID';
  return given.S3_SECRET_ACCESS_KEY === undefined ? 'S3_SECRET_ACCESS_KEY' : null;
}
